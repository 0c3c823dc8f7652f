import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { fixtureCourse } from '../../../test/support/fixture-course.ts'
import { failedVerdict, passedVerdict } from '../../../test/support/some-verdict.ts'
import { temporaryFolder } from '../../../test/support/temporary-folder.ts'
import { temporaryWorkspace } from '../../../test/support/temporary-workspace.ts'
import { findKata } from '../../course/find-by-name.ts'
import { loadCourse } from '../../course/load-course.ts'
import { deriveProgress } from '../derive-progress.ts'
import { appendEvent, loadProgress } from '../progress-log.ts'
import { recordRun } from '../record-run.ts'
import { resetKata } from '../reset-kata.ts'
import { startKata } from '../start-kata.ts'
import { findChanges, readChange } from './find-changes.ts'
import { isStaleKata } from './is-stale.ts'

/** A course of the test's own that may be changed, with a kata that was begun. */
async function changingCourse() {
  const root = temporaryFolder()
  cpSync(fixtureCourse, root, { recursive: true })
  const course = await loadCourse(root)
  const kata = findKata(course, 'add-up')
  const { workspace } = await temporaryWorkspace()
  const progress = () => deriveProgress(loadProgress(workspace).events)
  const change = (name: string, text = '// more') => writeFileSync(join(kata.folder, name), `${read(name)}\n${text}\n`)
  const read = (name: string) => readFileSync(join(kata.folder, name), 'utf8')
  return { course, kata, workspace, progress, change, changes: () => findChanges(course, progress()) }
}

test('what changed since the start is told file by file, and line ends are no change', async () => {
  const { workspace, kata, change, changes } = await changingCourse()
  startKata(workspace, kata)
  const text = readFileSync(join(kata.folder, 'README.md'), 'utf8')
  writeFileSync(join(kata.folder, 'README.md'), text.replaceAll('\n', '\r\n'))
  expect(changes()).toEqual([])
  change('add-up.ts')
  change('add-up.test.ts')
  expect(changes()).toEqual([
    { kata: 'add-up', files: ['add-up.ts', 'add-up.test.ts'], isStale: false, isRemoved: false },
  ])
})

test('a change of a further file of a drill is told, and of one whose fingerprint was never kept is not', async () => {
  const { workspace, kata, change, course, progress } = await changingCourse()
  const drill = { ...kata, files: ['settings.json'] }
  const changes = () => findChanges({ ...course, katas: new Map([[drill.slug, drill]]) }, progress())
  writeFileSync(join(kata.folder, 'settings.json'), '{}')
  startKata(workspace, kata)
  expect(changes()).toEqual([])
  resetKata(workspace, drill)
  expect(changes()).toEqual([])
  change('settings.json')
  expect(changes()).toEqual([{ kata: 'add-up', files: ['settings.json'], isStale: false, isRemoved: false }])
})

test('what was given is compared with what is, whatever the learner did to the copies', async () => {
  const { workspace, kata, change } = await changingCourse()
  const { starterFile } = startKata(workspace, kata)
  const given = readFileSync(kata.starterFile, 'utf8')
  writeFileSync(starterFile, 'mine')
  change('add-up.ts', '// new')
  expect(readChange(workspace, kata, 'add-up.ts')).toEqual({ given, now: `${given}\n// new\n` })
  rmSync(join(workspace.folder, '.given'), { recursive: true })
  expect(readChange(workspace, kata, 'add-up.ts')).toEqual({ now: `${given}\n// new\n` })
})

test('a pass is stale from the change of its test to the next pass', async () => {
  const { workspace, course, kata, change, progress } = await changingCourse()
  const stale = () => isStaleKata(course, progress(), 'add-up')
  startKata(workspace, kata)
  recordRun(workspace, kata, passedVerdict)
  change('README.md')
  expect(stale()).toBe(false)
  change('add-up.test.ts')
  expect(stale()).toBe(true)
  recordRun(workspace, kata, failedVerdict)
  expect(stale()).toBe(true)
  recordRun(workspace, kata, passedVerdict)
  expect(stale()).toBe(false)
})

test('a reset gives the kata as it is now', async () => {
  const { workspace, kata, change, changes } = await changingCourse()
  const { starterFile } = startKata(workspace, kata)
  change('README.md')
  writeFileSync(starterFile, 'mine')
  expect(changes()).toHaveLength(1)
  resetKata(workspace, kata)
  expect(changes()).toEqual([])
})

test('a reset of a kata that the learner had not changed gives it as it is now', async () => {
  const { workspace, kata, change, changes } = await changingCourse()
  startKata(workspace, kata)
  change('add-up.ts')
  expect(resetKata(workspace, kata)).toEqual({})
  expect(changes()).toEqual([])
})

test('a kata that is gone is told, and one that was begun before fingerprints were kept is known by its pass', async () => {
  const { workspace, kata, change, changes } = await changingCourse()
  appendEvent(workspace, { kind: 'started', kata: 'long-gone' })
  appendEvent(workspace, { kind: 'started', kata: 'add-up' })
  recordRun(workspace, kata, passedVerdict)
  change('add-up.ts')
  expect(changes().map((item) => item.kata)).toEqual(['long-gone'])
  change('add-up.test.ts')
  expect(changes()).toEqual([
    { kata: 'add-up', files: ['add-up.test.ts'], isStale: true, isRemoved: false },
    { kata: 'long-gone', files: [], isStale: false, isRemoved: true },
  ])
})
