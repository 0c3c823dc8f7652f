import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { givenFiles } from '../course/given-files.ts'
import type { Kata } from '../course/kata.ts'
import { keepAttempt } from './attempts/keep-attempt.ts'
import { readLearnersFiles } from './attempts/read-learners-files.ts'
import { keepGiven } from './given/keep-given.ts'
import { holdSameText } from './hold-same-text.ts'
import { placeKata, type WorkspaceKata } from './place-kata.ts'
import { appendEvent, loadProgress } from './progress-log.ts'
import { writeIfAbsent, writeWhole } from './safe-files.ts'
import type { Workspace } from './workspace.ts'

interface StartedKata extends WorkspaceKata {
  /** Names of the files that were copied; what was there already is left as it is. */
  readonly copied: readonly string[]
}

/**
 * Copies README, starter and test of a kata into the workspace, and records the start. Files that exist are never
 * touched, but for the README of a build's folder, which is that of the stage which was started last.
 */
export function startKata(workspace: Workspace, kata: Kata): StartedKata {
  const place = placeKata(workspace, kata)
  const isGivenNow = !isStarted(workspace, kata)
  const files = givenFiles(kata)
  const copied = files.filter(({ name, source }) => writeIfAbsent(join(place.folder, name), readFileSync(source)))
  const isBriefNew = kata.stage !== undefined && bringBrief(workspace, kata)
  const isKnown = loadProgress(workspace).events.some((event) => event.kind === 'started' && event.kata === kata.slug)
  // Given once more, after the files were removed, it is given as the course is now.
  if (isGivenNow || !isKnown) {
    const given = isGivenNow ? { given: keepGiven(workspace, kata) } : {}
    appendEvent(workspace, { kind: 'started', kata: kata.slug, ...given })
  }
  const names = new Set([...copied.map(({ name }) => name), ...(isBriefNew ? ['README.md'] : [])])
  return { ...place, copied: [...names] }
}

/** Whether the learner's file is there; of a stage also its test, as other stages share the learner's file. */
export function isStarted(workspace: Workspace, kata: Kata): boolean {
  const { starterFile, testFile } = placeKata(workspace, kata)
  return existsSync(starterFile) && (kata.stage === undefined || existsSync(testFile))
}

/** Puts this stage's brief in the place of another's. What the learner wrote into that one is kept as a version first. */
function bringBrief(workspace: Workspace, kata: Kata): boolean {
  const file = join(placeKata(workspace, kata).folder, 'README.md')
  const source = join(kata.folder, 'README.md')
  if (holdSameText(file, source)) return false
  if (readLearnersFiles(workspace, kata).has('README.md')) keepAttempt(workspace, kata)
  writeWhole(file, readFileSync(source))
  return true
}
