import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { someEngine, someFacts } from '../../test/support/some-facts.ts'
import { troubles } from './troubles.ts'

test('every trouble that there is a file of is looked for, under its own code', () => {
  const names = readdirSync(join(import.meta.dirname, 'troubles')).filter((name) => !name.endsWith('.test.ts'))
  expect(troubles.map(({ code }) => `${code}.ts`).toSorted()).toEqual(names.toSorted())
})

test('a machine with which all is well has none', () => {
  const facts = someFacts({ engine: someEngine() })
  expect(troubles.flatMap(({ find }) => find(facts))).toEqual([])
})
