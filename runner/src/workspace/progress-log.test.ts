import { appendFileSync, readFileSync, writeFileSync } from 'node:fs'
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

test('each event is kept a second time', async () => {
  const workspace = { ...(await temporaryWorkspace()).workspace, mirrorFolder: join(temporaryFolder(), 'mirror') }
  appendEvent(workspace, { kind: 'started', kata: 'add-up' })
  appendEvent(workspace, { kind: 'review', kata: 'add-up' })
  const copy = readFileSync(join(workspace.mirrorFolder, 'progress.jsonl'), 'utf8')
  expect(copy).toBe(readFileSync(workspace.progressFile, 'utf8'))
})

test('an event sorts behind all others, although the clock was set back since', async () => {
  const { workspace } = await temporaryWorkspace()
  const inAnHour = `${(Date.now() + 3_600_000).toString(36).padStart(9, '0')}-0003-0123456789ab`
  writeFileSync(workspace.progressFile, `{"id":"${inAnHour}","at":"","kind":"started","kata":"add-up"}\n`)
  const ids = [inAnHour, ...[1, 2].map(() => appendEvent(workspace, { kind: 'review', kata: 'add-up' }).id)]
  expect(loadProgress(workspace).events.map(({ id }) => id)).toEqual(ids)
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
