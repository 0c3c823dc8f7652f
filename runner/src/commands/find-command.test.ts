import { expect, test } from 'vitest'
import type { CommandEntry } from './command.ts'
import { findCommand } from './find-command.ts'

const table = ['list', 'start', 'dev check', 'dev new'].map(
  (name): CommandEntry => ({
    name,
    summary: '',
    group: 'learn',
    load: () => Promise.reject(new TypeError('not loaded')),
  }),
)

test('a name of two words takes both, and leaves the rest', () => {
  expect(findCommand(table, ['dev', 'check', 'lost-update'])).toMatchObject({
    entry: { name: 'dev check' },
    rest: ['lost-update'],
  })
  expect(findCommand(table, ['list', 'databases'])).toMatchObject({ entry: { name: 'list' }, rest: ['databases'] })
})

test('a misspelt command is answered with the one that was meant', () => {
  expect(() => findCommand(table, ['lsit'])).toThrow(
    expect.objectContaining({ code: 'UNKNOWN_COMMAND', hint: 'Did you mean `kata list`?' }),
  )
})

test('half of a name lists what it can be', () => {
  expect(() => findCommand(table, ['dev'])).toThrow(
    expect.objectContaining({ hint: 'There is `kata dev check` and `kata dev new`.' }),
  )
  expect(() => findCommand(table, ['dev', 'chekc'])).toThrow('"dev chekc" is no command.')
})
