import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { DrillEvent } from '../../drills/drill-status.ts'
import type { Workspace } from '../workspace.ts'

/** Where the timeline of a sitting that begins now is kept. One file a sitting; none is ever written over. */
export function newTimelineFile(workspace: Workspace, drill: string, now = new Date()): string {
  const stamp = now.toISOString().replaceAll(/[:.]/g, '-')
  return join(folderOf(workspace, drill), `${stamp}.jsonl`)
}

interface Sitting {
  /** When it began, as in its file's name; absent when there was none. */
  readonly stamp?: string
  readonly events: readonly DrillEvent[]
}

/** The timeline of the last sitting of a drill. Lines that were torn are left out. */
export function loadLastTimeline(workspace: Workspace, drill: string): Sitting {
  const folder = folderOf(workspace, drill)
  const [last] = existsSync(folder) ? readdirSync(folder).sort().reverse() : []
  if (last === undefined) return { events: [] }
  const lines = readFileSync(join(folder, last), 'utf8').split('\n')
  return { stamp: last.slice(0, 16), events: lines.flatMap((line) => parseEvent(line) ?? []) }
}

function parseEvent(line: string): DrillEvent | undefined {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}

function folderOf({ folder }: Workspace, drill: string): string {
  return join(folder, '.drills', drill)
}
