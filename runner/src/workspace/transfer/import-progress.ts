import { writeAttempt } from '../attempts/write-attempt.ts'
import { loadProgress } from '../progress-log.ts'
import { appendLines } from '../safe-files.ts'
import type { Workspace } from '../workspace.ts'
import { unpackContent } from './carried-content.ts'
import type { CarriedAttempt, ProgressFile } from './progress-file.ts'

interface Imported {
  readonly newEvents: number
  readonly knownEvents: number
  /** Versions that were not here; what was here is left as it is. */
  readonly newAttempts: readonly { readonly kata: string; readonly name: string }[]
}

/**
 * Adds the events and versions of a progress file that are not here yet. The learner's own files are not touched. A
 * crash in between leaves what was added so far, and importing again adds the rest.
 */
export function importProgress(workspace: Workspace, { events, attempts }: ProgressFile): Imported {
  const newAttempts = attempts.flatMap((carried) => {
    const { attempt, isNew } = addAttempt(workspace.attemptsFolder, carried)
    return isNew ? [{ kata: attempt.kata, name: attempt.name }] : []
  })
  const known = new Set(loadProgress(workspace).events.map((event) => JSON.stringify(event)))
  const added = events.filter((event) => !known.has(JSON.stringify(event)))
  if (added.length > 0) appendLines(workspace.progressFile, ...added.map((event) => JSON.stringify(event)))
  return { newEvents: added.length, knownEvents: events.length - added.length, newAttempts }
}

function addAttempt(attemptsFolder: string, { kata, name, files }: CarriedAttempt): ReturnType<typeof writeAttempt> {
  const contents = Object.entries(files).map(([file, content]) => [file, unpackContent(content)] as const)
  return writeAttempt(attemptsFolder, { kata, name }, new Map(contents))
}
