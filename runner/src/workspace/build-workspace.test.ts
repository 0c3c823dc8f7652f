import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { buildCourse } from '../../test/support/fixture-course.ts'
import { temporaryFolder } from '../../test/support/temporary-folder.ts'
import type { Build } from '../course/course.ts'
import type { Kata } from '../course/kata.ts'
import { loadCourse } from '../course/load-course.ts'
import type { Verdict } from '../runs/verdict.ts'
import { loadAttempts } from './attempts/load-attempts.ts'
import { chooseStage } from './choose-stage.ts'
import { deriveProgress } from './derive-progress.ts'
import { loadProgress } from './progress-log.ts'
import { recordRun } from './record-run.ts'
import { resetKata } from './reset-kata.ts'
import { startKata } from './start-kata.ts'
import type { Workspace } from './workspace.ts'

const course = await loadCourse(buildCourse)
const build = course.builds.get('desk') as Build
const [counts, shares, falls] = build.stages as [Kata, Kata, Kata]

function emptyWorkspace(): Workspace {
  const folder = temporaryFolder()
  return { folder, progressFile: join(folder, 'progress.jsonl'), attemptsFolder: join(folder, 'attempts') }
}

const passed = (kata: string): Verdict => ({
  ...{ kata, runId: '1', durationMs: 1, tests: [], notes: [], output: '' },
  state: 'passed',
})
const progressOf = (workspace: Workspace) => deriveProgress(loadProgress(workspace).events)
const textOf = (...path: string[]): string => readFileSync(join(...path), 'utf8')

test('the next stage brings its brief and its test, and leaves code and sheet alone', () => {
  const workspace = emptyWorkspace()
  const { folder, starterFile, sheetFile = '' } = startKata(workspace, counts)
  writeFileSync(starterFile, 'mine')
  writeFileSync(sheetFile, 'my claims')
  expect(startKata(workspace, shares).copied).toEqual(['desk-shares.test.ts', 'README.md'])
  expect([readFileSync(starterFile, 'utf8'), readFileSync(sheetFile, 'utf8')]).toEqual(['mine', 'my claims'])
  expect(textOf(folder, 'README.md')).toBe(textOf(shares.folder, 'README.md'))
  const tests = ['desk-counts.test.ts', 'desk-shares.test.ts']
  expect(readdirSync(folder).toSorted()).toEqual(['README.md', 'design-sheet.ts', ...tests, 'desk.ts'].toSorted())
})

test('what a learner wrote into a brief is kept before another takes its place', () => {
  const workspace = emptyWorkspace()
  const { folder } = startKata(workspace, counts)
  writeFileSync(join(folder, 'README.md'), 'my notes')
  startKata(workspace, shares)
  const [version] = loadAttempts(workspace, shares, [])
  expect(textOf(version?.folder ?? '', 'README.md')).toBe('my notes')
})

test('who begins in the middle goes on with the reference of the stage before, and all tests so far', () => {
  const workspace = emptyWorkspace()
  const { folder, starterFile, copied } = startKata(workspace, falls)
  expect(readFileSync(starterFile, 'utf8')).toBe(textOf(shares.folder, 'solution/desk.ts'))
  expect(copied).toContain('desk-counts.test.ts')
  expect(existsSync(join(folder, 'capstone.ts'))).toBe(false)
})

test('a reset brings back the code by which the stage before was passed, and else its reference', () => {
  const workspace = emptyWorkspace()
  const { starterFile } = startKata(workspace, counts)
  writeFileSync(starterFile, 'passes')
  recordRun(workspace, counts, passed('desk-counts'))
  startKata(workspace, shares)
  writeFileSync(starterFile, 'a dead end')
  const { attemptFolder = '' } = resetKata(workspace, shares)
  expect(readFileSync(starterFile, 'utf8')).toBe('passes')
  expect(textOf(attemptFolder, 'desk.ts')).toBe('a dead end')
  startKata(workspace, falls)
  resetKata(workspace, falls)
  expect(readFileSync(starterFile, 'utf8')).toBe(textOf(shares.folder, 'solution/desk.ts'))
})

test('versions of all stages are kept together, and each pass brings a solution of its own', () => {
  const workspace = emptyWorkspace()
  const { folder, starterFile } = startKata(workspace, counts)
  for (const [kata, text] of [
    [counts, 'one'],
    [shares, 'two'],
  ] as const) {
    startKata(workspace, kata)
    writeFileSync(starterFile, text)
    recordRun(workspace, kata, passed(kata.slug))
  }
  const versions = loadAttempts(workspace, falls, loadProgress(workspace).events)
  expect(versions.map(({ verdict }) => verdict)).toEqual(['passed', 'passed'])
  expect(readdirSync(join(folder, 'solution')).toSorted()).toEqual(['desk-counts', 'desk-shares'])
})

test('the name of a build means the stage in work, else the first that is not passed', () => {
  const workspace = emptyWorkspace()
  expect(chooseStage(build, progressOf(workspace)).slug).toBe('desk-counts')
  startKata(workspace, shares)
  expect(chooseStage(build, progressOf(workspace)).slug).toBe('desk-shares')
  recordRun(workspace, shares, passed('desk-shares'))
  expect(chooseStage(build, progressOf(workspace)).slug).toBe('desk-counts')
  for (const kata of [counts, falls]) recordRun(workspace, kata, passed(kata.slug))
  expect(chooseStage(build, progressOf(workspace)).slug).toBe('desk-falls')
})
