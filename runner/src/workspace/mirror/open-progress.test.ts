import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { temporaryFolder } from '../../../test/support/temporary-folder.ts'
import { temporaryWorkspace } from '../../../test/support/temporary-workspace.ts'
import type { Kata } from '../../course/kata.ts'
import { listAttempts } from '../attempts/list-attempts.ts'
import { appendEvent } from '../progress-log.ts'
import { resetKata } from '../reset-kata.ts'
import { startKata } from '../start-kata.ts'
import type { Workspace } from '../workspace.ts'
import { openProgress } from './open-progress.ts'
import { mirrorFolderOf } from './place-mirror.ts'

function workspaceAt(folder: string, isOfClone = false): Workspace {
  const place = { folder, progressFile: join(folder, 'progress.jsonl'), attemptsFolder: join(folder, 'attempts') }
  return { ...place, mirrorFolder: mirrorFolderOf(folder), isOfClone }
}

/** A workspace below a data folder of the test's own, in which a kata was worked at and reset. */
async function usedWorkspace(isOfClone = false): Promise<{ workspace: Workspace; kata: Kata }> {
  vi.stubEnv('KATA_HOME', temporaryFolder())
  const { kata } = await temporaryWorkspace()
  const workspace = workspaceAt(join(temporaryFolder(), 'workspace'), isOfClone)
  mkdirSync(workspace.folder)
  openProgress(workspace)
  writeFileSync(startKata(workspace, kata).starterFile, 'mine')
  resetKata(workspace, kata)
  return { workspace, kata }
}

function mineIn({ attemptsFolder }: Workspace): string[] {
  return listAttempts(attemptsFolder).map(({ folder }) => readFileSync(join(folder, 'add-up.ts'), 'utf8'))
}

test('a workspace that was removed is brought back, with its versions, and it is said once', async () => {
  const { workspace } = await usedWorkspace()
  rmSync(workspace.folder, { recursive: true })
  const { events, notices } = openProgress(workspace)
  expect(events.map(({ kind }) => kind)).toEqual(['started', 'reset'])
  expect(mineIn(workspace)).toEqual(['mine'])
  expect(notices).toEqual([expect.stringMatching(/^Brought back from .*: 2 events and 1 version of your code\./)])
  expect(openProgress(workspace)).toEqual({ events, notices: [] })
})

test('an event that came before anything was brought back hides nothing', async () => {
  const { workspace } = await usedWorkspace()
  rmSync(workspace.folder, { recursive: true })
  appendEvent(workspace, { kind: 'review', kata: 'add-up' })
  expect(openProgress(workspace).events.map(({ kind }) => kind)).toEqual(['started', 'reset', 'review'])
})

test('a workspace that was moved is kept at its new place too', async () => {
  const { workspace } = await usedWorkspace()
  const moved = { ...workspace, mirrorFolder: mirrorFolderOf(temporaryFolder()) }
  expect(openProgress(moved).notices).toEqual([])
  rmSync(workspace.folder, { recursive: true })
  expect(openProgress(moved).events).toHaveLength(2)
  expect(mineIn(moved)).toEqual(['mine'])
})

test('a fresh clone goes on where the last one stopped, and says from where', async () => {
  const { workspace } = await usedWorkspace(true)
  const fresh = workspaceAt(join(temporaryFolder(), 'workspace'), true)
  const { events, notices } = openProgress(fresh)
  expect(events).toHaveLength(2)
  expect(mineIn(fresh)).toEqual(['mine'])
  expect(notices.join()).toContain(`the copy of ${workspace.folder}`)
})

test('a clone with progress of its own, and a workspace that is none of a clone, take nothing from others', async () => {
  await usedWorkspace(true)
  const own = workspaceAt(join(temporaryFolder(), 'workspace'), true)
  appendEvent(own, { kind: 'started', kata: 'keep-order' })
  expect(openProgress(own).events).toHaveLength(1)
  expect(openProgress(workspaceAt(temporaryFolder())).events).toEqual([])
})

test('a mirror that can not be written is a notice, and is made good by the next command that can', async () => {
  const { workspace } = await usedWorkspace()
  const { mirrorFolder = '' } = workspace
  rmSync(mirrorFolder, { recursive: true })
  writeFileSync(mirrorFolder, 'a file in its place')
  const { events, notices } = openProgress(workspace)
  expect(events).toHaveLength(2)
  expect(notices).toEqual([expect.stringMatching(/second copy .* can not be written.*Nothing is lost/)])
  rmSync(mirrorFolder)
  expect(openProgress(workspace).notices).toEqual([])
  expect(readFileSync(join(mirrorFolder, 'progress.jsonl'), 'utf8').split('\n')).toHaveLength(3)
})

test('what the workspace can not take counts all the same, and the reason is said', async () => {
  const { workspace } = await usedWorkspace()
  rmSync(workspace.folder, { recursive: true })
  writeFileSync(workspace.folder, 'a file in its place')
  const { events, notices } = openProgress(workspace)
  expect(events).toHaveLength(2)
  expect(notices.join()).toMatch(/could not be brought back into the workspace/)
})

test('a torn line is told, though the mirror has more to give', async () => {
  const { workspace } = await usedWorkspace()
  writeFileSync(workspace.progressFile, '{"id":"0","ki')
  const { events, notices } = openProgress(workspace)
  expect(events).toHaveLength(2)
  expect(notices).toEqual([expect.stringContaining('cut short'), expect.stringContaining('Brought back')])
})
