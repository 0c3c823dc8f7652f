import { readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import type { Kata } from '../course/kata.ts'
import { keepAttempt } from './attempts/keep-attempt.ts'
import { beginningFiles } from './beginning-files.ts'
import { keepGiven } from './given/keep-given.ts'
import { holdSameText } from './hold-same-text.ts'
import { placeKata } from './place-kata.ts'
import type { GivenHashes } from './progress-event.ts'
import { appendEvent } from './progress-log.ts'
import { writeWhole } from './safe-files.ts'
import type { Workspace } from './workspace.ts'

interface ResetResult {
  /** Absolute path of the folder that keeps the learner's version; absent when nothing had been changed. */
  readonly attemptFolder?: string
}

/** Puts the starter back. The learner's version is kept below `attempts/` first, and is there before anything is overwritten. */
export function resetKata(workspace: Workspace, kata: Kata, now = new Date()): ResetResult {
  const { attemptFolder, given, isRenewed } = putStarterBack(workspace, kata, now)
  if (attemptFolder === undefined) {
    // Nothing of the learner's was taken away, but what they were given is another one now.
    if (isRenewed) appendEvent(workspace, { kind: 'started', kata: kata.slug, given })
    return {}
  }
  appendEvent(workspace, { kind: 'reset', kata: kata.slug, attempt: relative(workspace.folder, attemptFolder), given })
  return { attemptFolder }
}

interface StarterBack extends ResetResult {
  readonly given: GivenHashes
  /** What the course gives is no longer what was there. */
  readonly isRenewed: boolean
}

/** As `resetKata`, without recording it. */
export function putStarterBack(workspace: Workspace, kata: Kata, now = new Date()): StarterBack {
  const { folder } = placeKata(workspace, kata)
  const attempt = keepAttempt(workspace, kata, now)
  const files = beginningFiles(workspace, kata)
  const isRenewed = files.some(({ name, source }) => !holdSameText(join(folder, name), source))
  for (const { name, source } of files) writeWhole(join(folder, name), readFileSync(source))
  const given = keepGiven(workspace, kata)
  return { given, isRenewed, ...(attempt === undefined ? {} : { attemptFolder: attempt.folder }) }
}
