import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sortableId } from '../sortable-id.ts'
import { parseProgress } from './parse-progress.ts'
import type { NewEvent, ProgressEvent } from './progress-event.ts'
import { appendLines } from './safe-files.ts'
import type { Workspace } from './workspace.ts'

/** All events of a workspace, and what has to be said about the log. */
export interface ProgressLog {
  readonly events: readonly ProgressEvent[]
  /** Sentences for the learner: a line was cut short by a crash, progress was brought back. */
  readonly notices: readonly string[]
}

/**
 * Appends one event with one write, and returns when it is on the disk. Its id sorts behind all others of the log, so
 * that a clock which was set back does not put it before what it follows.
 */
export function appendEvent(workspace: Workspace, event: NewEvent): ProgressEvent {
  const id = sortableId(Date.now(), lastIdOf(workspace.progressFile))
  const complete = { id, at: new Date().toISOString(), ...event } as ProgressEvent
  const line = JSON.stringify(complete)
  appendLines(workspace.progressFile, line)
  const mirror = mirrorLog(workspace)
  // What the second copy misses now, the next command adds, or says why it can't.
  if (mirror !== undefined) ignoreFailure(() => appendLines(mirror, line))
  return complete
}

/** Reads the log, mending what a crash left. */
export function loadProgress(workspace: Workspace): ProgressLog {
  if (!existsSync(workspace.progressFile)) return { events: [], notices: [] }
  const { events, isCutShort } = parseProgress(readFileSync(workspace.progressFile, 'utf8'))
  if (!isCutShort) return { events, notices: [] }
  // Closing the line, and never cutting it off, keeps what another process may be writing right now.
  ignoreFailure(() => appendLines(workspace.progressFile))
  const notice = `The last line of ${workspace.progressFile} was cut short, as by a crash. That one event is lost, all others are intact.`
  return { events, notices: [notice] }
}

/** The second copy of the log; undefined for a workspace that has none. */
function mirrorLog({ mirrorFolder }: Workspace): string | undefined {
  return mirrorFolder === undefined ? undefined : join(mirrorFolder, 'progress.jsonl')
}

// Not by parsing, which would make every append slower the longer the log is.
function lastIdOf(file: string): string | undefined {
  if (!existsSync(file)) return undefined
  let last: string | undefined
  for (const [, id = ''] of readFileSync(file, 'utf8').matchAll(/^\{"id":"([^"]+)"/gm)) {
    if (last === undefined || id > last) last = id
  }
  return last
}

function ignoreFailure(write: () => void): void {
  try {
    write()
  } catch {}
}
