import * as fs from 'node:fs'
import { join, relative, sep } from 'node:path'
import type { Kata } from '../course/kata.ts'
import { withLfEnds } from './content-hash.ts'
import { placeKata } from './place-kata.ts'
import { appendEvent } from './progress-log.ts'
import { copyFolder, writeWhole } from './safe-files.ts'
import { courseFiles } from './start-kata.ts'
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
  const isChanged = courseFiles(kata).some((name) => differs(join(folder, name), join(kata.folder, name)))
  const attemptFolder = isChanged ? keepAttempt(workspace, kata, now) : undefined
  for (const name of courseFiles(kata)) writeWhole(join(folder, name), fs.readFileSync(join(kata.folder, name)))
  return attemptFolder
}

/** Whether the two files differ in more than their line ends. A file that is not there differs from nothing. */
function differs(mine: string, pristine: string): boolean {
  if (!fs.existsSync(mine)) return false
  return withLfEnds(fs.readFileSync(mine, 'utf8')) !== withLfEnds(fs.readFileSync(pristine, 'utf8'))
}

function keepAttempt(workspace: Workspace, kata: Kata, now: Date): string {
  const { folder } = placeKata(workspace, kata)
  const name = join(kata.slug, now.toISOString().slice(0, 19).replaceAll(':', '-'))
  const target = firstFree(join(workspace.attemptsFolder, name))
  copyFolder(folder, target, isLearners)
  if (workspace.mirrorFolder !== undefined) {
    try {
      copyFolder(folder, firstFree(join(workspace.mirrorFolder, 'attempts', name)), isLearners)
    } catch {
      // The first copy is what the promise rests on; the second one must not stop the reset.
    }
  }
  return target
}

function isLearners(name: string): boolean {
  return !name.startsWith(`solution${sep}`) && !name.endsWith('.part')
}

function firstFree(path: string): string {
  for (let number = 1; ; number++) {
    const candidate = number === 1 ? path : `${path}-${number}`
    if (!fs.existsSync(candidate)) return candidate
  }
}
