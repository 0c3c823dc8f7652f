import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { type OwnKata, ownKata } from '../support/own-kata.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

/** An editor that writes down what it is to open. */
function fakeEditor(name: string, exitCode = 0): { readonly program: string; readonly opened: () => string[] } {
  const folder = temporaryFolder()
  const program = join(folder, name)
  const log = join(folder, 'opened')
  writeFileSync(program, `#!/bin/sh\nprintf '%s\\n' "$@" > '${log}'\necho noise\nexit ${exitCode}\n`)
  chmodSync(program, 0o755)
  return { program, opened: () => readFileSync(log, 'utf8').trim().split('\n') }
}

const noEditor = { VISUAL: '', EDITOR: '', TERM_PROGRAM: '', TERMINAL_EMULATOR: '', ZED_TERM: '' }

function fileOf({ workspace }: OwnKata): string {
  return join(workspace, 'add-up/add-up.ts')
}

const onUnix = test.skipIf(process.platform === 'win32')

onUnix('--open opens the file to edit, and start goes on as without it', async () => {
  const editor = fakeEditor('vi')
  const kata = ownKata({ ...noEditor, EDITOR: editor.program })
  const { code, stdout } = await kata.run('start', 'add-up', '--open')
  expect(code).toBe(0)
  expect(editor.opened()).toEqual([fileOf(kata)])
  expect(stdout).toContain('the file to edit')
})

onUnix('an editor that shows folders is given the workspace, with its settings', async () => {
  const editor = fakeEditor('code')
  const kata = ownKata({ ...noEditor, VISUAL: `'${editor.program}' --new-window`, EDITOR: 'false' })
  await kata.run('start', 'add-up', '--open')
  expect(editor.opened()).toEqual(['--new-window', kata.workspace, fileOf(kata)])
})

onUnix('in the terminal of VS Code the window that is open is used', async () => {
  const editor = fakeEditor('code')
  const path = `${join(editor.program, '..')}:${process.env['PATH']}`
  const kata = ownKata({ ...noEditor, TERM_PROGRAM: 'vscode', PATH: path })
  await kata.run('start', 'add-up', '--open')
  expect(editor.opened()).toEqual(['--reuse-window', fileOf(kata)])
})

onUnix('with --json the editor can not write between the JSON', async () => {
  const kata = ownKata({ ...noEditor, EDITOR: fakeEditor('vi').program })
  const { stdout } = await kata.run('start', 'add-up', '--open', '--json')
  expect(JSON.parse(stdout)).toMatchObject({ kata: 'add-up' })
})

test('without an editor nothing is started, and it says what to set', async () => {
  const kata = ownKata(noEditor)
  const { code, stdout, stderr } = await kata.run('start', 'add-up', '--open')
  expect({ code, stdout }).toEqual({ code: 3, stdout: '' })
  expect(stderr).toContain('EDITOR_NOT_FOUND')
  expect(stderr).toContain('export EDITOR=')
  expect(existsSync(fileOf(kata))).toBe(false)
})

onUnix.each([
  ['is not there', { EDITOR: '/nowhere/editor' }, 'ENOENT'],
  ['fails', { EDITOR: 'false' }, 'it ended with 1'],
])('an editor that %s is told as such, and the files are in place', async (_, env, reason) => {
  const kata = ownKata({ ...noEditor, ...env })
  const { code, stderr } = await kata.run('start', 'add-up', '--open')
  expect(code).toBe(3)
  expect(stderr).toContain('EDITOR_NOT_OPENED')
  expect(stderr).toContain(reason)
  expect(existsSync(fileOf(kata))).toBe(true)
})
