import { expect, test } from 'vitest'
import { chooseEditor } from './choose-editor.ts'

const everything = (): boolean => true
const nothing = (): boolean => false

test.each([
  ['VISUAL before EDITOR', { VISUAL: 'code --wait', EDITOR: 'vim' }, ['code', '--wait'], true],
  ['EDITOR', { EDITOR: 'vim' }, ['vim'], false],
  ['an empty VISUAL as if it were not set', { VISUAL: ' ', EDITOR: 'nano' }, ['nano'], false],
  ['a path with spaces', { EDITOR: '"/opt/My Editor/subl" -n' }, ['/opt/My Editor/subl', '-n'], true],
  ["VS Code's terminal", { TERM_PROGRAM: 'vscode' }, ['code', '--reuse-window'], false],
  ["Cursor's terminal", { TERM_PROGRAM: 'vscode', CURSOR_TRACE_ID: '1' }, ['cursor', '--reuse-window'], false],
  ["a JetBrains editor's terminal", { TERMINAL_EMULATOR: 'JetBrains-JediTerm' }, ['idea'], false],
  ["Zed's terminal", { ZED_TERM: 'true' }, ['zed'], false],
])('it takes %s', (_, env, command, takesFolder) => {
  const { program, words, takesFolder: takes } = chooseEditor(env, everything)
  expect([program, ...words]).toEqual(command)
  expect(takes).toBe(takesFolder)
})

test('in a JetBrains terminal it is the editor that is on PATH', () => {
  const isThere = (program: string): boolean => program === 'webstorm'
  expect(chooseEditor({ TERMINAL_EMULATOR: 'JetBrains-JediTerm' }, isThere).program).toBe('webstorm')
})

test.each([
  [{}, 'the terminal is of no editor that is known'],
  [{ TERM_PROGRAM: 'vscode' }, 'none of code, codium'],
])('without an editor it says all that it looked at', (env, reason) => {
  expect(() => chooseEditor(env, nothing)).toThrow(
    expect.objectContaining({ code: 'EDITOR_NOT_FOUND', message: expect.stringContaining(reason) }),
  )
})
