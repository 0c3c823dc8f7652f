import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { packageRoot } from '../../test/support/fixture-course.ts'
import { failedVerdict } from '../../test/support/some-verdict.ts'
import { temporaryWorkspace } from '../../test/support/temporary-workspace.ts'
import type { Kata } from '../course/kata.ts'
import { loadCourse } from '../course/load-course.ts'
import { loadKataTexts } from '../course/load-kata-texts.ts'
import { loadMessageSnapshots } from '../course/load-message-snapshots.ts'
import { deriveProgress } from '../workspace/derive-progress.ts'
import { appendEvent, loadProgress } from '../workspace/progress-log.ts'
import { recordRun } from '../workspace/record-run.ts'
import { startKata } from '../workspace/start-kata.ts'
import type { Workspace } from '../workspace/workspace.ts'
import { describeContext } from './describe-context.ts'

const course = await loadCourse(packageRoot)

function contextOf(workspace: Workspace, kata: Kata) {
  const { events } = loadProgress(workspace)
  return describeContext(kata, workspace, deriveProgress(events).katas.get(kata.slug), events)
}

/** Every kata, started, failed and hinted at once. */
async function contextInWork(kata: Kata) {
  const { workspace } = await temporaryWorkspace()
  startKata(workspace, kata)
  const { hints } = await loadKataTexts(kata)
  appendEvent(workspace, { kind: 'hint', kata: kata.slug, heading: hints[0]?.heading ?? '' })
  recordRun(workspace, kata, { ...failedVerdict, kata: kata.slug })
  return contextOf(workspace, kata)
}

test.each(
  [...course.katas.values()].map((kata) => [kata.slug, kata] as const),
)('of %s it holds no line of a solution or a wrong solution, and no hint that was not shown', async (_, kata) => {
  const context = await contextInWork(kata)
  const { hints } = await loadKataTexts(kata)
  const held = allTexts(context)
  const secrets = ['solution', 'wrong'].flatMap((folder) => linesBelow(join(kata.folder, folder)))
  const ofBuild = kata.stage?.stages
    .slice(0, kata.stage.number)
    .flatMap(({ sheetFile, testFile }) => [sheetFile, testFile])
  const files = [kata.starterFile, kata.testFile, join(kata.folder, 'README.md'), ...(ofBuild ?? [])]
  const given = [...files.map((file) => readFileSync(file, 'utf8')), hints[0]?.text].join('\n')
  const telling = secrets.filter((line) => line.length >= 20 && !given.includes(line))
  expect(telling.length).toBeGreaterThan(20)
  expect(telling.filter((line) => held.includes(line))).toEqual([])
  expect(held).toContain(hints[0]?.text)
  expect(hints.slice(1).filter(({ text, heading }) => held.includes(text) || held.includes(heading))).toEqual([])
  const names = loadMessageSnapshots(kata).map(({ name }) => name)
  expect(names.filter((name) => held.includes(name))).toEqual([])
})

test('it holds what the learner sees: brief, own file, test, last verdict with evidence, hints shown', async () => {
  const { workspace, kata } = await temporaryWorkspace()
  const before = await contextOf(workspace, kata)
  expect(before).toMatchObject({
    state: 'new',
    runs: 0,
    lastRun: null,
    file: { isStarter: true },
    hints: { shown: [], left: 2 },
  })
  startKata(workspace, kata)
  recordRun(workspace, kata, failedVerdict)
  const context = await contextOf(workspace, kata)
  expect(context).toMatchObject({
    kata: 'add-up',
    state: 'started',
    runs: 1,
    constraints: [{ id: 'sums-are-right' }],
    lastRun: { state: 'failed', failedTest: 'A sum holds both numbers', isOfThisFile: true },
  })
  expect(context.brief).toContain('## Your task')
  expect(context.test.text).toContain("test('A sum holds both numbers'")
  expect(context.lastRun?.tests[1]?.evidence).toMatchObject([{ label: 'sums', value: 2 }])
})

function allTexts(value: unknown): string {
  if (typeof value === 'string') return value
  return typeof value === 'object' && value !== null ? Object.values(value).map(allTexts).join('\n') : ''
}

function linesBelow(folder: string): string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== 'messages.snap')
    .flatMap((entry) => linesOf(join(entry.parentPath, entry.name)))
}

function linesOf(file: string): string[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .map((line) => line.trim())
}
