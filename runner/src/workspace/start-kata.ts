import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Kata } from '../course/kata.ts'
import { courseFiles } from './given/course-files.ts'
import { keepGiven } from './given/keep-given.ts'
import { placeKata, type WorkspaceKata } from './place-kata.ts'
import { appendEvent, loadProgress } from './progress-log.ts'
import { writeIfAbsent } from './safe-files.ts'
import type { Workspace } from './workspace.ts'

interface StartedKata extends WorkspaceKata {
  /** Names of the files that were copied; what was there already is left as it is. */
  readonly copied: readonly string[]
}

/** Copies README, starter and test of a kata into the workspace, and records the start. Files that exist are never touched. */
export function startKata(workspace: Workspace, kata: Kata): StartedKata {
  const place = placeKata(workspace, kata)
  const isGivenNow = !isStarted(workspace, kata)
  const copied = courseFiles(kata).filter((name) =>
    writeIfAbsent(join(place.folder, name), readFileSync(join(kata.folder, name))),
  )
  const isKnown = loadProgress(workspace).events.some((event) => event.kind === 'started' && event.kata === kata.slug)
  // Given once more, after the files were removed, it is given as the course is now.
  if (isGivenNow || !isKnown) {
    const given = isGivenNow ? { given: keepGiven(workspace, kata) } : {}
    appendEvent(workspace, { kind: 'started', kata: kata.slug, ...given })
  }
  return { ...place, copied }
}

/** Whether the learner's file is there. */
export function isStarted(workspace: Workspace, kata: Kata): boolean {
  return existsSync(placeKata(workspace, kata).starterFile)
}
