import { expect, test } from 'vitest'
import { holdKataNumbers, holdRunnerNumbers, isHeld, medianOf } from './hold-numbers.ts'
import type { Measured } from './measure-source.ts'

function file(path: string, details: Partial<Measured> = {}): Measured {
  return { path, lines: 10, functions: [], anyTypes: 0, nonNullAssertions: 0, bareErrors: 0, ...details }
}

function broken(files: readonly Measured[]): string[] {
  return [...holdRunnerNumbers(files), ...holdKataNumbers(files)]
    .filter((each) => !isHeld(each))
    .map(({ name }) => name)
}

test('the median of an even count lies between the middle two', () => {
  expect(medianOf([4, 1, 3, 2])).toBe(2.5)
  expect(medianOf([])).toBe(0)
})

test('a file over a limit is named with its size', () => {
  const numbers = holdRunnerNumbers([file('runner/src/a.ts', { lines: 251 }), file('runner/src/b.ts')])
  const most = numbers.find(({ name }) => name === 'source file, most lines')
  expect(most).toMatchObject({ found: 251, limit: 250, over: ['runner/src/a.ts (251)'] })
})

test('a test may be long, but not hold a forbidden form', () => {
  const long = { lines: 900, functions: [{ line: 1, lines: 400 }], bareErrors: 1 }
  expect(broken([file('runner/src/a.test.ts', long)])).toEqual([])
  expect(broken([file('runner/src/a.test.ts', { anyTypes: 1 })])).toEqual(['any'])
})

test('each part of a kata has a limit of its own', () => {
  expect(broken([file('katas/a/a.ts', { lines: 61 })])).toContain('starter of a kata, most lines')
  expect(broken([file('katas/a/a.test.ts', { lines: 151 })])).toContain('test of a kata, most lines')
  expect(broken([file('katas/a/solution/alternatives/b.ts', { lines: 91 })])).toContain(
    'solution of a kata, most lines',
  )
})

test('the code of a build, which has a design sheet beside it, may be longer', () => {
  const sheet = file('katas/a/solution/design-sheet.ts')
  const held = (lines: number): boolean[] =>
    holdKataNumbers([sheet, file('katas/a/solution/build.ts', { lines })]).map(isHeld)
  expect(held(200)).toEqual([true, true, true, true, true])
  expect(held(201)).toEqual([true, true, true, true, false])
})

test('the test of a build that tries its design sheet may be longer', () => {
  const capstone = file('katas/a/capstone.ts')
  const over = (lines: number): string[] => broken([capstone, file('katas/a/a.test.ts', { lines })])
  expect(over(220)).toEqual([])
  expect(over(221)).toEqual(['test of a design sheet, most lines'])
})

test('a boss may be twice as long as another kata', () => {
  const held = (lines: number, bosses: readonly string[]): boolean =>
    holdKataNumbers([file('katas/a/a.test.ts', { lines })], bosses).every(isHeld)
  expect(held(300, ['a'])).toBe(true)
  expect(held(301, ['a'])).toBe(false)
  expect(held(300, ['b'])).toBe(false)
})
