import { existsSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import type { Kata } from '../course/kata.ts'
import type { TestOutcome, Verdict } from '../runs/verdict.ts'
import { keepAttempt } from './attempts/keep-attempt.ts'
import { contentHash } from './content-hash.ts'
import { deriveProgress } from './derive-progress.ts'
import { placeKata } from './place-kata.ts'
import type { RecordedTest, RunEvent } from './progress-event.ts'
import { appendEvent, loadProgress } from './progress-log.ts'
import { readFolder, writeFolder } from './safe-files.ts'
import type { Workspace } from './workspace.ts'

interface RecordedRun {
  /** How many runs of this kata there have been, this one included. */
  readonly runNumber: number
  readonly isFirstPass: boolean
  /** Absolute path; only when this run brought the solution into the workspace. */
  readonly solutionFolder?: string
  /** About the log itself, for the learner. */
  readonly notices: readonly string[]
}

/** Keeps the version that was judged, enters the verdict into progress, and on a pass brings the solution into `workspace/<kata>/solution`. */
export function recordRun(workspace: Workspace, kata: Kata, verdict: Verdict): RecordedRun {
  const { events, notices } = loadProgress(workspace)
  const before = deriveProgress(events).katas.get(kata.slug)
  appendEvent(workspace, describeRun(workspace, kata, verdict))
  const isPassed = verdict.state === 'passed'
  return {
    runNumber: (before?.runs ?? 0) + 1,
    isFirstPass: isPassed && (before?.passes ?? 0) === 0,
    ...(isPassed ? bringSolution(workspace, kata) : {}),
    notices,
  }
}

function describeRun(workspace: Workspace, kata: Kata, verdict: Verdict): Omit<RunEvent, 'id' | 'at'> {
  const attempt = keepAttempt(workspace, kata)
  return {
    kind: 'run',
    kata: kata.slug,
    runId: verdict.runId,
    state: verdict.state,
    durationMs: verdict.durationMs,
    contentHash: hashOfFile(placeKata(workspace, kata).starterFile),
    testHash: hashOfFile(kata.testFile),
    ...(attempt === undefined ? {} : { attempt: relative(workspace.folder, attempt.folder) }),
    ...('failedTest' in verdict ? { failedTest: verdict.failedTest } : {}),
    ...('message' in verdict ? { message: verdict.message } : {}),
    tests: verdict.tests.map(recordTest),
    ...(verdict.state === 'passed' ? { constraints: kata.constraints } : {}),
  }
}

/** What is kept of a test: its place in a build, how it ended and what it measured. */
function recordTest({ name, stage, state, evidence }: TestOutcome): RecordedTest {
  return { name, ...(stage === undefined ? {} : { stage }), state, evidence }
}

function hashOfFile(file: string): string {
  return existsSync(file) ? contentHash(readFileSync(file, 'utf8')) : ''
}

/**
 * Brings the solution beside the learner's file, unless it is there. Not only on the first pass: a run that was killed
 * between event and copy is made good by the next one.
 */
export function bringSolution(workspace: Workspace, kata: Kata): { solutionFolder?: string } {
  const { solutionFolder } = placeKata(workspace, kata)
  const source = join(kata.folder, 'solution')
  if (existsSync(solutionFolder) || !existsSync(source)) return {}
  writeFolder(solutionFolder, readFolder(source))
  return { solutionFolder }
}
