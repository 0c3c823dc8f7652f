import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { counted } from '../../counted.ts'
import { mergeEvents } from '../merge-events.ts'
import type { ProgressEvent } from '../progress-event.ts'
import { loadProgress, type ProgressLog } from '../progress-log.ts'
import type { Workspace } from '../workspace.ts'
import { type Copy, fillLack, findLack, type Lack } from './lack.ts'
import { findLastClone, nameOwner } from './mirror-owner.ts'

/**
 * Reads the log at the start of a command, after workspace and mirror have given each other what one of them lacks.
 * A copy that can't be written is a notice and stops nobody.
 */
export function openProgress(workspace: Workspace): ProgressLog {
  const log = loadProgress(workspace)
  const { mirrorFolder } = workspace
  if (mirrorFolder === undefined) return log
  const back = bringBack(workspace, mirrorFolder)
  const notices = [...log.notices, ...back.notices, ...mirrorAll(workspace, mirrorFolder)]
  return { events: back.events.length > 0 ? mergeEvents(log.events, back.events) : log.events, notices }
}

interface BroughtBack {
  readonly notices: readonly string[]
  /** They count for this command also if the workspace could not take them. */
  readonly events: readonly ProgressEvent[]
}

function bringBack(workspace: Workspace, mirrorFolder: string): BroughtBack {
  const source = findSource(workspace, mirrorFolder)
  try {
    const lack = findLack(mirrorAt(source.mirrorFolder), workspace)
    if (isNothing(lack)) return { notices: [], events: [] }
    const failure = failureOf(() => fillLack(workspace, lack))
    const notice =
      failure === undefined
        ? `Brought back from ${source.name}: ${describe(lack)}. See \`kata progress\` and \`kata attempts\`.`
        : `${source.name} has ${describe(lack)} which could not be brought back into the workspace. ${failure}`
    return { notices: [notice], events: lack.events }
  } catch (error) {
    return { notices: [`The second copy of your progress can not be read. ${messageOf(error)}`], events: [] }
  }
}

/** The workspace's own mirror; for a clone without any progress, that of the clone in which this user worked last. */
function findSource(workspace: Workspace, mirrorFolder: string): { mirrorFolder: string; name: string } {
  const isNew = !existsSync(workspace.progressFile) && !existsSync(mirrorAt(mirrorFolder).progressFile)
  const last = isNew && workspace.isOfClone ? findLastClone() : undefined
  return last
    ? { mirrorFolder: last.mirrorFolder, name: `the copy of ${last.folder} in ${last.mirrorFolder}` }
    : { mirrorFolder, name: mirrorFolder }
}

function mirrorAll(workspace: Workspace, mirrorFolder: string): string[] {
  const failure = failureOf(() => {
    const mirror = mirrorAt(mirrorFolder)
    const lack = findLack(workspace, mirror)
    if (existsSync(workspace.folder)) nameOwner(mirrorFolder, workspace)
    fillLack(mirror, lack)
  })
  if (failure === undefined) return []
  return [
    `The second copy of your progress can not be written. ${failure} Nothing is lost: your work is in ${workspace.folder}.`,
  ]
}

function mirrorAt(folder: string): Copy {
  return { progressFile: join(folder, 'progress.jsonl'), attemptsFolder: join(folder, 'attempts') }
}

function isNothing({ events, attempts }: Lack): boolean {
  return events.length === 0 && attempts.length === 0
}

function describe({ events, attempts }: Lack): string {
  const count = (number: number, what: string): string[] => (number === 0 ? [] : [counted(number, what)])
  return [
    ...count(events.length, 'event'),
    ...count(attempts.length, 'version').map((text) => `${text} of your code`),
  ].join(' and ')
}

function failureOf(act: () => void): string | undefined {
  try {
    act()
    return undefined
  } catch (error) {
    return messageOf(error)
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
