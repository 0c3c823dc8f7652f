import { join } from 'node:path'
import { expect, test } from 'vitest'
import { temporaryWorkspace } from '../../test/support/temporary-workspace.ts'
import { chooseKata } from './choose-kata.ts'
import { deriveProgress } from './derive-progress.ts'
import { loadProgress } from './progress-log.ts'
import { startKata } from './start-kata.ts'

async function choose(details: { name?: string; folder?: string; isStarted?: boolean }): Promise<string> {
  const { workspace, course, kata } = await temporaryWorkspace()
  if (details.isStarted) startKata(workspace, kata)
  const progress = deriveProgress(loadProgress(workspace).events)
  const currentFolder = join(workspace.folder, details.folder ?? '')
  return chooseKata({ workspace, course, progress, currentFolder, name: details.name }).slug
}

test('a name wins over the folder, and the folder over the kata that was touched last', async () => {
  expect(await choose({ name: 'add', folder: 'keep-order', isStarted: true })).toBe('add-up')
  expect(await choose({ folder: 'keep-order/notes', isStarted: true })).toBe('keep-order')
  expect(await choose({ isStarted: true })).toBe('add-up')
})

test('without any of them it asks for a name', async () => {
  await expect(choose({})).rejects.toMatchObject({ code: 'KATA_NOT_NAMED' })
})
