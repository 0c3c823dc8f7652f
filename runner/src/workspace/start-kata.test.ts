import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { temporaryWorkspace } from '../../test/support/temporary-workspace.ts'
import { loadProgress } from './progress-log.ts'
import { startKata } from './start-kata.ts'

test('README, starter and test are copied, and nothing else', async () => {
  const { workspace, kata } = await temporaryWorkspace()
  const { folder, copied } = startKata(workspace, kata)
  expect(readdirSync(folder).sort()).toEqual(['README.md', 'add-up.test.ts', 'add-up.ts'])
  expect(copied).toHaveLength(3)
})

test("a second start leaves the learner's file alone and is recorded once", async () => {
  const { workspace, kata } = await temporaryWorkspace()
  const { starterFile } = startKata(workspace, kata)
  writeFileSync(starterFile, 'mine')
  expect(startKata(workspace, kata).copied).toEqual([])
  expect(readFileSync(starterFile, 'utf8')).toBe('mine')
  expect(loadProgress(workspace).events).toMatchObject([{ kind: 'started', kata: 'add-up' }])
})
