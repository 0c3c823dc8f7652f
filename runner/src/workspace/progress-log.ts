import { copyFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sortableId } from '../sortable-id.ts'
import { parseProgress } from './parse-progress.ts'
import type { NewEvent, ProgressEvent } from './progress-event.ts'
import { appendLine, guardWrites } from './safe-files.ts'
import type { Workspace } from './workspace.ts'

/** All events of a workspace, and what has to be said about the log. */
export interface ProgressLog {
  readonly events: readonly ProgressEvent[]
  /** Sentences for the learner: a line was cut short by a crash, progress was brought back. */
  readonly notices: readonly string[]
}

/** Appends one event with one write, and returns when it is on the disk. */
export function appendEvent(workspace: Workspace, event: NewEvent): ProgressEvent {
  restoreFromMirror(workspace)
  const complete = { id: sortableId(), at: new Date().toISOString(), ...event } as ProgressEvent
  const line = JSON.stringify(complete)
  appendLine(workspace.progressFile, line)
  const mirror = mirrorFile(workspace)
  if (mirror !== undefined) ignoreFailure(() => appendLine(mirror, line))
  return complete
}

/** Reads the log, mending what a crash left. */
export function loadProgress(workspace: Workspace): ProgressLog {
  const isRestored = restoreFromMirror(workspace)
  if (!existsSync(workspace.progressFile)) return { events: [], notices: [] }
  const { events, isCutShort } = parseProgress(readFileSync(workspace.progressFile, 'utf8'))
  const notices = isRestored ? [`Your progress was brought back from ${workspace.mirrorFolder}.`] : []
  if (isCutShort) {
    // Closing the line, and never cutting it off, keeps what another process may be writing right now.
    ignoreFailure(() => appendLine(workspace.progressFile, ''))
    notices.push(
      `The last line of ${workspace.progressFile} was cut short, as by a crash. That one event is lost, all others are intact.`,
    )
  }
  return { events, notices }
}

function restoreFromMirror(workspace: Workspace): boolean {
  const mirror = mirrorFile(workspace)
  if (mirror === undefined || existsSync(workspace.progressFile) || !existsSync(mirror)) return false
  guardWrites(workspace.folder, () => {
    mkdirSync(workspace.folder, { recursive: true })
    copyFileSync(mirror, workspace.progressFile)
  })
  return true
}

function mirrorFile(workspace: Workspace): string | undefined {
  return workspace.mirrorFolder === undefined ? undefined : join(workspace.mirrorFolder, 'progress.jsonl')
}

// The second copy is a favour: without it nothing is lost now, so it must not stop the learner.
function ignoreFailure(write: () => void): void {
  try {
    write()
  } catch {}
}
