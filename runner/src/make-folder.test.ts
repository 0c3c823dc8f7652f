import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { makeFolder } from './make-folder.ts'

function makeTemporary(): string {
  const folder = mkdtempSync(join(tmpdir(), 'loadbearing-make-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

test('it makes a folder with those above it, and leaves one that is there', () => {
  const folder = join(makeTemporary(), 'a/b/c')
  makeFolder(folder)
  makeFolder(folder)
  expect(existsSync(folder)).toBe(true)
})

test('it says that a file is in the way', () => {
  const file = join(makeTemporary(), 'a')
  writeFileSync(file, '')
  expect(() => makeFolder(file)).toThrow(/EEXIST/)
  expect(() => makeFolder(join(file, 'b'))).toThrow(/ENOTDIR/)
})

test.skipIf(process.platform !== 'linux')('it ends where no folder can be made', () => {
  expect(() => makeFolder('/proc/loadbearing/a')).toThrow(/ENOENT/)
})
