import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { listAttempts } from '../attempts/list-attempts.ts'
import { parseProgress } from '../parse-progress.ts'
import type { ProgressEvent } from '../progress-event.ts'
import { appendLines, readFolder, writeFolder } from '../safe-files.ts'

/** Where one copy of a learner's work lies. */
export interface Copy {
  readonly progressFile: string
  readonly attemptsFolder: string
}

/** What one copy of a learner's work has and another one lacks. */
export interface Lack {
  readonly events: readonly ProgressEvent[]
  readonly attempts: ReturnType<typeof listAttempts>
}

/** What `to` lacks of what `from` has. Both are only read. */
export function findLack(from: Copy, to: Copy): Lack {
  return { events: findEvents(from.progressFile, to.progressFile), attempts: findAttempts(from, to) }
}

/** Adds to a copy what it lacks. Nothing in it is overwritten. */
export function fillLack(to: Copy, { events, attempts }: Lack): void {
  for (const { kata, name, folder } of attempts) writeFolder(join(to.attemptsFolder, kata, name), readFolder(folder))
  if (events.length > 0) appendLines(to.progressFile, ...events.map((event) => JSON.stringify(event)))
}

function findEvents(from: string, to: string): ProgressEvent[] {
  if (!existsSync(from)) return []
  const [given, had] = [readFileSync(from), existsSync(to) ? readFileSync(to) : Buffer.alloc(0)]
  // Nearly always: both were written by the same appends.
  if (given.equals(had)) return []
  const known = new Set(parseProgress(had.toString()).events.map(({ id }) => id))
  return parseProgress(given.toString()).events.filter(({ id }) => !known.has(id))
}

function findAttempts(from: Copy, to: Copy): ReturnType<typeof listAttempts> {
  const known = new Set(listAttempts(to.attemptsFolder).map(({ kata, name }) => `${kata}/${name}`))
  return listAttempts(from.attemptsFolder).filter(({ kata, name }) => !known.has(`${kata}/${name}`))
}
