import { expect, test } from 'vitest'
import { findForbiddenImports } from './find-forbidden-imports.ts'

function forbidden(from: string, to: string): boolean {
  return findForbiddenImports([{ from, to, line: 1 }]).length > 0
}

test('a part may import itself, a leaf and what its rule names', () => {
  expect(forbidden('runner/src/kit/postgres.ts', 'runner/src/kit/wire/proxy.ts')).toBe(false)
  expect(forbidden('runner/src/kit/postgres.ts', 'runner/src/errors.ts')).toBe(false)
  expect(forbidden('runner/src/kit/postgres.ts', 'runner/src/services/lease.ts')).toBe(false)
})

test('a part may not import against the arrows', () => {
  expect(forbidden('runner/src/services/keeper.ts', 'runner/src/kit/postgres.ts')).toBe(true)
  expect(forbidden('runner/src/kit/postgres.ts', 'runner/src/commands/list.ts')).toBe(true)
  expect(forbidden('runner/src/errors.ts', 'runner/src/services/lease.ts')).toBe(true)
})

test('a rule may name one file of another part', () => {
  expect(forbidden('runner/src/report/verdict.ts', 'runner/src/runs/verdict.ts')).toBe(false)
  expect(forbidden('runner/src/report/verdict.ts', 'runner/src/runs/run-kata.ts')).toBe(true)
})

test('a part without a rule may import nothing', () => {
  expect(forbidden('runner/src/surprise/a.ts', 'runner/src/errors.ts')).toBe(true)
})

test('a part that computes does not touch the machine, except where it loads', () => {
  expect(forbidden('runner/src/course/parse-kata.ts', 'node:fs')).toBe(true)
  expect(forbidden('runner/src/course/load-kata.ts', 'node:fs')).toBe(false)
  expect(forbidden('runner/src/report/verdict.ts', 'node:path')).toBe(false)
})

test('a kata imports its own files, the kit and client libraries only', () => {
  expect(forbidden('katas/a/a.test.ts', 'katas/a/a.ts')).toBe(false)
  expect(forbidden('katas/a/a.test.ts', 'loadbearing/kit')).toBe(false)
  expect(forbidden('katas/a/a.test.ts', 'runner/src/kit/index.ts')).toBe(true)
  expect(forbidden('katas/a/a.test.ts', 'lodash')).toBe(true)
})

test('the site imports what a course is, figures and errors, and nothing that runs', () => {
  expect(forbidden('site/src/course/load-site-course.ts', 'runner/src/course/index.ts')).toBe(false)
  expect(forbidden('site/src/course/load-site-course.ts', 'runner/src/errors.ts')).toBe(false)
  expect(forbidden('site/src/course/load-site-course.ts', 'runner/src/course/load-text.ts')).toBe(true)
  expect(forbidden('site/src/course/load-site-course.ts', 'runner/src/services/lease.ts')).toBe(true)
  expect(forbidden('runner/src/report/verdict.ts', 'site/src/course/page-paths.ts')).toBe(true)
})

test('only a test imports what tests share', () => {
  expect(forbidden('runner/src/services/leases.test.ts', 'runner/test/temporary-home.ts')).toBe(false)
  expect(forbidden('runner/src/services/lease.ts', 'runner/test/temporary-home.ts')).toBe(true)
})

test('a figure runs in a page and imports nothing but figures', () => {
  expect(forbidden('runner/src/figures/hash-ring/model.ts', 'runner/src/figures/draw.ts')).toBe(false)
  expect(forbidden('runner/src/figures/hash-ring/model.ts', 'runner/src/errors.ts')).toBe(true)
  expect(forbidden('runner/src/figures/hash-ring/model.ts', 'zod')).toBe(true)
  expect(forbidden('runner/src/figures/hash-ring/model.ts', 'node:fs')).toBe(true)
  expect(forbidden('runner/src/figures/hash-ring/model.test.ts', 'vitest')).toBe(false)
})
