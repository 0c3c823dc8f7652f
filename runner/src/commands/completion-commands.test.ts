import { expect, test } from 'vitest'
import { completionCommands } from './completion-commands.ts'
import { commandTable } from './index.ts'

const commands = await completionCommands(commandTable)
const find = (name: string) => commands.find((command) => command.name === name)

test('an argument is completed by its choices, else by what its name means', () => {
  expect(find('start')?.arguments).toEqual([{ values: { kind: 'katas' }, isRepeated: false }])
  expect(find('read')?.arguments).toEqual([{ values: { kind: 'lessons' }, isRepeated: false }])
  expect(find('sh')?.arguments[0]?.values).toMatchObject({ kind: 'words', words: expect.arrayContaining(['redis']) })
  expect(find('init')?.arguments[0]?.values).toEqual({ kind: 'files' })
})

test('an option that takes a value is told from one that does not', () => {
  const options = find('next')?.options ?? []
  expect(options.map(({ names, value }) => [...names, value?.kind])).toEqual([
    ['--minutes', 'none'],
    ['--start', undefined],
    ['--json', undefined],
  ])
  expect(find('reset')?.options[0]?.names).toEqual(['-y', '--yes'])
})

test('every command is there', () => {
  expect(commands.map(({ name }) => name)).toEqual(commandTable.map(({ name }) => name))
})
