import { expect, test } from 'vitest'
import { readShapeComplaints } from './shape-complaints.ts'

test('each complaint about a field is one problem', () => {
  const message = 'katas/a/kata.json:\n  minutes: expected a whole number, got "ten"\n  unknown field colour'
  expect(readShapeComplaints(message, 'katas/a/kata.json')).toEqual([
    {
      file: 'katas/a/kata.json',
      expected: 'minutes: a whole number',
      got: '"ten"',
      fix: 'Correct minutes in katas/a/kata.json.',
    },
    {
      file: 'katas/a/kata.json',
      expected: 'what its schema says',
      got: 'unknown field colour',
      fix: 'Correct katas/a/kata.json.',
    },
  ])
})

test('a complaint with a line keeps it', () => {
  const [problem] = readShapeComplaints('l.md:12: expected a name after demo, got none', 'l.md')
  expect(problem).toMatchObject({ line: 12, expected: 'a name after demo', got: 'none' })
})
