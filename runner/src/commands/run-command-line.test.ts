import { expect, test } from 'vitest'
import { someScreen } from '../../test/support/some-screen.ts'
import type { CommandEntry, CommandInput } from './command.ts'
import { runCommandLine } from './run-command-line.ts'

function program() {
  const loaded: string[] = []
  const inputs: CommandInput[] = []
  let written = ''
  const entry = (name: string): CommandEntry => ({
    name,
    summary: `Does ${name}`,
    group: 'learn',
    load: async () => {
      loaded.push(name)
      return {
        command: {
          arguments: [{ name: 'kata', summary: 'Which' }],
          options: [
            { flags: '--json', summary: 'As JSON' },
            { flags: '--service <name>', summary: 'Which' },
          ],
          examples: [{ line: `kata ${name} x`, does: 'something' }],
          run: async (_, input) => {
            inputs.push(input)
            return 1
          },
        },
      }
    },
  })
  const table: CommandEntry[] = [entry('list'), entry('menu'), { ...entry('help'), load: () => import('./help.ts') }]
  const base = {
    screen: someScreen(),
    write: (text: string) => {
      written += text
    },
    note: () => {},
    signal: new AbortController().signal,
    currentFolder: '/',
    packageRoot: '/',
    courseRoot: '/',
    version: '1.2.3',
  }
  const run = (...words: string[]) => runCommandLine(table, words, base)
  return { run, loaded, inputs, text: () => written }
}

test('only the module of the command that was given is loaded', async () => {
  const { run, loaded, inputs } = program()
  expect(await run('list', 'x', '--service', 'redis')).toBe(1)
  expect(loaded).toEqual(['list'])
  expect(inputs).toEqual([{ arguments: ['x'], options: { service: 'redis' } }])
})

test('no command is the menu, and the version needs no command at all', async () => {
  const { run, loaded, text } = program()
  expect(await run('--version')).toBe(0)
  expect(text()).toBe('1.2.3\n')
  expect(loaded).toEqual([])
  expect(await run()).toBe(1)
  expect(loaded).toEqual(['menu'])
})

test.each([[['help']], [['--help']], [['-h']]])('%j lists every command', async (words) => {
  const { run, text } = program()
  expect(await run(...words)).toBe(0)
  expect(text()).toContain('Does list')
  expect(text()).toContain('Examples:')
})

test.each([
  [['help', 'list']],
  [['list', '--help']],
  [['list', '-h', 'x']],
])('%j explains one with its examples', async (words) => {
  const { run, text, inputs } = program()
  expect(await run(...words)).toBe(0)
  expect(text()).toMatch(/Usage: kata list.*--service <name>.*Examples:\n {2}kata list x {2}something/s)
  expect(inputs).toEqual([])
})

test.each([
  [['list', '--jsno'], "Unknown option '--jsno'\n(Did you mean --json?)"],
  [['list', 'a', 'b'], 'Too many arguments'],
  [['list', '--service'], "Option '--service <name>' argument missing."],
  [['--all'], "Unknown option '--all' before a command."],
])('%j is wrong usage', async (words, message) => {
  const { run } = program()
  await expect(run(...words)).rejects.toMatchObject({
    code: 'WRONG_USAGE',
    exitCode: 2,
    message: expect.stringContaining(message),
  })
})
