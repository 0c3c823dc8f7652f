import { expect, test } from 'vitest'
import { parseSource } from '../source/parse-source.ts'
import { measureSource } from './measure-source.ts'

const text = `// any, and new Error('x') in a comment do not count
export function first(value: any): string {
  return value!.name
}
export const second = () => 'any'
export const third = (value: unknown) => {
  throw new Error(String(value as any))
}
class Own extends Error {}
export const fourth = new Own()
`

test('forbidden forms are counted in syntax and not in text', () => {
  const measured = measureSource(parseSource('a.ts', text))
  expect(measured).toMatchObject({ lines: 10, anyTypes: 2, nonNullAssertions: 1, bareErrors: 1 })
})

test('a function with a body is measured from its first line to its last', () => {
  const { functions } = measureSource(parseSource('a.ts', text))
  expect(functions).toEqual([
    { line: 2, lines: 3 },
    { line: 6, lines: 3 },
  ])
})
