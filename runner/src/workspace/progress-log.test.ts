import { appendFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../../test/support/temporary-folder.ts'
import { temporaryWorkspace } from '../../test/support/temporary-workspace.ts'
import { appendEvent, loadProgress } from './progress-log.ts'

test('no log means no events', async () => {
  const { workspace } = await temporaryWorkspace()
  expect(loadProgress(workspace)).toEqual({ events: [], notices: [] })
})

test('an event is one line, and comes back with id and time', async () => {
  const { workspace } = await temporaryWorkspace()
  const event = appendEvent(workspace, { kind: 'started', kata: 'add-up' })
  expect(readFileSync(workspace.progressFile, 'utf8')).toBe(`${JSON.stringify(event)}\n`)
  expect(loadProgress(workspace).events).toEqual([event])
  expect(event.at).toMatch(/^\d{4}-.*Z$/)
})

test('a torn last line is told once, closed, and costs nothing else', async () => {
  const { workspace } = await temporaryWorkspace()
  const first = appendEvent(workspace, { kind: 'started', kata: 'add-up' })
  appendFileSync(workspace.progressFile, '{"id":"zzz","kind":"hi')
  const torn = loadProgress(workspace)
  expect(torn.events).toEqual([first])
  expect(torn.notices.join()).toContain('was cut short')
  expect(loadProgress(workspace).notices).toEqual([])
  const second = appendEvent(workspace, { kind: 'review', kata: 'add-up' })
  expect(loadProgress(workspace).events).toEqual([first, second])
})

test('an event behind a torn line that nobody has read yet is kept', async () => {
  const { workspace } = await temporaryWorkspace()
  writeFileSync(workspace.progressFile, '{"id":"0","ki')
  const event = appendEvent(workspace, { kind: 'started', kata: 'add-up' })
  expect(loadProgress(workspace).events).toEqual([event])
})

test('a whole last event without its line end is an event', async () => {
  const { workspace } = await temporaryWorkspace()
  writeFileSync(workspace.progressFile, '{"id":"0","at":"","kind":"started","kata":"add-up"}')
  expect(loadProgress(workspace)).toMatchObject({ events: [{ id: '0' }], notices: [] })
})

test('the log of a clone is brought back after the workspace was removed', async () => {
  const workspace = { ...(await temporaryWorkspace()).workspace, mirrorFolder: join(temporaryFolder(), 'mirror') }
  const event = appendEvent(workspace, { kind: 'started', kata: 'add-up' })
  rmSync(workspace.progressFile)
  const log = loadProgress(workspace)
  expect(log.events).toEqual([event])
  expect(log.notices.join()).toContain('brought back')
})

test('an event after the workspace was removed does not hide the earlier ones', async () => {
  const workspace = { ...(await temporaryWorkspace()).workspace, mirrorFolder: join(temporaryFolder(), 'mirror') }
  appendEvent(workspace, { kind: 'started', kata: 'add-up' })
  rmSync(workspace.progressFile)
  appendEvent(workspace, { kind: 'review', kata: 'add-up' })
  expect(loadProgress(workspace).events.map(({ kind }) => kind)).toEqual(['started', 'review'])
})

test('a mirror that can not be written does not stop the learner', async () => {
  const { workspace } = await temporaryWorkspace()
  const file = join(temporaryFolder(), 'file')
  writeFileSync(file, '')
  appendEvent({ ...workspace, mirrorFolder: join(file, 'inside') }, { kind: 'started', kata: 'add-up' })
  expect(loadProgress(workspace).events).toHaveLength(1)
})

test('a workspace that can not be written is said in words', async () => {
  const { workspace } = await temporaryWorkspace()
  writeFileSync(join(workspace.folder, 'file'), '')
  const broken = { ...workspace, progressFile: join(workspace.folder, 'file', 'progress.jsonl') }
  expect(() => appendEvent(broken, { kind: 'started', kata: 'add-up' })).toThrow(
    expect.objectContaining({ code: 'WORKSPACE_NOT_WRITABLE' }),
  )
})
