import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { packageRoot as clone } from '../../test/support/fixture-course.ts'
import { temporaryFolder } from '../../test/support/temporary-folder.ts'
import { findWorkspace, openWorkspace } from './find-workspace.ts'
import { mirrorFolderOf } from './mirror/place-mirror.ts'

const installed = '/somewhere/node_modules/loadbearing'

test('KATA_WORKSPACE wins, and is made on first need', () => {
  const folder = join(temporaryFolder(), 'mine')
  const place = { currentFolder: clone, packageRoot: clone, env: { KATA_WORKSPACE: folder } }
  expect(findWorkspace(place)?.folder).toBe(folder)
  expect(existsSync(folder)).toBe(false)
  openWorkspace(place)
  expect(existsSync(join(folder, 'loadbearing.json'))).toBe(true)
})

test('the marker is found from a folder below it', () => {
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'loadbearing.json'), '{ "version": 1 }')
  const currentFolder = join(folder, 'add-up', 'solution')
  mkdirSync(currentFolder, { recursive: true })
  expect(findWorkspace({ currentFolder, packageRoot: installed, env: {} })).toEqual({
    folder,
    progressFile: join(folder, 'progress.jsonl'),
    attemptsFolder: join(folder, 'attempts'),
    mirrorFolder: mirrorFolderOf(folder),
  })
})

test('a clone has one of its own', () => {
  const workspace = findWorkspace({ currentFolder: clone, packageRoot: clone, env: {} })
  expect(workspace?.folder).toBe(join(clone, 'workspace'))
  expect(workspace?.isOfClone).toBe(true)
})

test('an installed package without a workspace says how to make one', () => {
  const place = { currentFolder: temporaryFolder(), packageRoot: installed, env: {} }
  expect(findWorkspace(place)).toBeUndefined()
  expect(() => openWorkspace(place)).toThrow(expect.objectContaining({ code: 'WORKSPACE_NOT_FOUND' }))
})
