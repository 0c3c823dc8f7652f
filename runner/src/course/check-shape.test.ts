import { expect, test } from 'vitest'
import { z } from 'zod'
import { checkShape } from './check-shape.ts'

const schema = z.strictObject({
  id: z.string(),
  minutes: z.int().min(1),
  kind: z.enum(['kata', 'drill']),
  constraints: z.array(z.strictObject({ sentence: z.string().min(1) })).max(2),
})

function complaintAbout(value: unknown): string {
  try {
    checkShape(schema, value, 'katas/x/kata.json')
  } catch (error) {
    return error instanceof Error ? error.message : ''
  }
  return 'no complaint'
}

const right = { id: 'x', minutes: 5, kind: 'kata', constraints: [{ sentence: 'It holds.' }] }

test('a right value comes back', () => {
  expect(checkShape(schema, right, 'katas/x/kata.json')).toEqual(right)
})

test.each([
  [{ ...right, minutes: '5' }, 'minutes: expected a number, got "5"'],
  [{ ...right, minutes: 0.5 }, 'minutes: expected a whole number, got 0.5'],
  [{ ...right, minutes: 0 }, 'minutes: expected at least 1, got 0'],
  [{ ...right, kind: 'game' }, 'kind: expected one of kata, drill, got "game"'],
  [{ ...right, id: undefined }, 'id: expected a string, got nothing'],
  [{ ...right, constraints: [{ sentence: '' }] }, 'constraints[0].sentence: expected at least 1 characters, got ""'],
  [{ ...right, minuts: 5 }, 'unknown field minuts'],
  ['text', 'the whole: expected an object, got "text"'],
])('a wrong field is named with what was expected and what was there: %j', (value, complaint) => {
  expect(complaintAbout(value)).toContain(complaint)
  expect(complaintAbout(value)).toContain('katas/x/kata.json')
})

test('every wrong field is named at once', () => {
  const complaint = complaintAbout({ ...right, id: 1, kind: 'game' })
  expect(complaint).toContain('id: ')
  expect(complaint).toContain('kind: ')
})
