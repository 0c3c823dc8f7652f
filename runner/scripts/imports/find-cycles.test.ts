import { expect, test } from 'vitest'
import { parseSource } from '../source/parse-source.ts'
import { findCycles } from './find-cycles.ts'
import { findImports } from './find-imports.ts'

function cyclesOf(files: Record<string, string>): string[][] {
  return findCycles(Object.entries(files).flatMap(([path, text]) => findImports(parseSource(path, text))))
}

test('a cycle through a type import is found', () => {
  const cycles = cyclesOf({ 'a.ts': `import type { B } from './b.ts'`, 'b.ts': `export { a } from './a.ts'` })
  expect(cycles).toEqual([['a.ts', 'b.ts']])
})

test('a cycle through a dynamic import and a type in brackets is found', () => {
  const cycles = cyclesOf({
    'a.ts': `export const b = () => import('./b.ts')`,
    'b.ts': `export type C = import('./c.ts').C`,
    'c.ts': `export * from './a.ts'`,
  })
  expect(cycles).toEqual([['a.ts', 'b.ts', 'c.ts']])
})

test('two ways to the same file are no cycle', () => {
  const cycles = cyclesOf({
    'a.ts': `import './b.ts'\nimport './c.ts'`,
    'b.ts': `import './c.ts'`,
    'c.ts': `import 'node:fs'`,
  })
  expect(cycles).toEqual([])
})
