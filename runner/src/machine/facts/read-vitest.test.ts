import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../../../test/support/temporary-folder.ts'
import { readVitest } from './read-vitest.ts'

function placeVitest(folder: string, version: string): string {
  const place = join(folder, 'node_modules', 'vitest')
  mkdirSync(place, { recursive: true })
  writeFileSync(join(place, 'package.json'), JSON.stringify({ version }))
  return place
}

test('a workspace below the course finds the one of the course', () => {
  const course = temporaryFolder()
  const copy = { version: '5.1.1', folder: placeVitest(course, '5.1.1') }
  const workspaceFolder = join(course, 'workspace')
  expect(readVitest(course, workspaceFolder)).toEqual({ kit: copy, workspace: { ...copy, workspaceFolder } })
})

test('a link leads to the same copy, and a folder of its own is another', () => {
  const [course, linked, own] = [temporaryFolder(), temporaryFolder(), temporaryFolder()]
  const folder = placeVitest(course, '5.1.1')
  mkdirSync(join(linked, 'node_modules'))
  symlinkSync(folder, join(linked, 'node_modules', 'vitest'))
  expect(readVitest(course, linked).workspace?.folder).toBe(folder)
  const another = placeVitest(own, '4.0.0')
  expect(readVitest(course, own).workspace).toEqual({ version: '4.0.0', folder: another, workspaceFolder: own })
})

test('without a workspace there is that of the kit alone', () => {
  const course = temporaryFolder()
  const folder = placeVitest(course, '5.1.1')
  expect(readVitest(course, undefined)).toEqual({ kit: { version: '5.1.1', folder } })
})
