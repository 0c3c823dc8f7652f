import { readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import type { Kata } from '../course/kata.ts'
import { keepAttempt } from './attempts/keep-attempt.ts'
import { deriveProgress } from './derive-progress.ts'
import { courseFiles } from './given/course-files.ts'
import { keepGiven } from './given/keep-given.ts'
import { placeKata } from './place-kata.ts'
import { appendEvent, loadProgress } from './progress-log.ts'
import { writeWhole } from './safe-files.ts'
import type { Workspace } from './workspace.ts'

interface ResetResult {
  /** Absolute path of the folder that keeps the learner's version; absent when nothing had been changed. */
  readonly attemptFolder?: string
}

/** Puts the starter back. The learner's version is kept below `attempts/` first, and is there before anything is overwritten. */
export function resetKata(workspace: Workspace, kata: Kata, now = new Date()): ResetResult {
  const attemptFolder = putStarterBack(workspace, kata, now)
  if (attemptFolder === undefined) return {}
  appendEvent(workspace, { kind: 'reset', kata: kata.slug, attempt: relative(workspace.folder, attemptFolder) })
  return { attemptFolder }
}

/** As `resetKata`, without recording it. Gives the folder that keeps the learner's version, when there was one to keep. */
export function putStarterBack(workspace: Workspace, kata: Kata, now = new Date()): string | undefined {
  const { folder } = placeKata(workspace, kata)
  const attempt = keepAttempt(workspace, kata, now)
  for (const name of courseFiles(kata)) writeWhole(join(folder, name), readFileSync(join(kata.folder, name)))
  recordGiven(workspace, kata)
  return attempt?.folder
}

// The course may have changed since the learner was given the kata first.
function recordGiven(workspace: Workspace, kata: Kata): void {
  const given = keepGiven(workspace, kata)
  const before = deriveProgress(loadProgress(workspace).events).katas.get(kata.slug)?.given
  if (JSON.stringify(given) !== JSON.stringify(before))
    appendEvent(workspace, { kind: 'started', kata: kata.slug, given })
}
