import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Kata } from '../../course/kata.ts'
import type { VerdictState } from '../../runs/verdict.ts'
import { contentHash } from '../content-hash.ts'
import { workFolderOf } from '../place-kata.ts'
import type { ProgressEvent, RunEvent } from '../progress-event.ts'
import type { Workspace } from '../workspace.ts'
import type { Attempt } from './attempt.ts'
import { timeOfAttempt } from './attempt-name.ts'
import { listAttempts } from './list-attempts.ts'

/** A kept version, and what came out when it was run. */
export interface JudgedAttempt extends Attempt {
  /** Its place in time, from 1. */
  readonly number: number
  /** ISO 8601; absent when a person renamed its folder. */
  readonly keptAt?: string
  /** Of the last run of exactly this version; absent when it was never run. */
  readonly verdict?: VerdictState
  readonly failedTest?: string
}

/** All kept versions of a kata, the oldest first. */
export function loadAttempts(workspace: Workspace, kata: Kata, events: readonly ProgressEvent[]): JudgedAttempt[] {
  const slugs = kata.stage?.stages.map(({ slug }) => slug) ?? [kata.slug]
  const runs = events.filter((event) => event.kind === 'run').filter((run) => slugs.includes(run.kata))
  return listAttempts(workspace.attemptsFolder, workFolderOf(kata)).map((attempt, index) => {
    const keptAt = timeOfAttempt(attempt.name)
    const run = findRun(attempt, kata, runs)
    return {
      ...attempt,
      number: index + 1,
      ...(keptAt === undefined ? {} : { keptAt }),
      ...(run === undefined ? {} : { verdict: run.state }),
      ...(run?.failedTest === undefined ? {} : { failedTest: run.failedTest }),
    }
  })
}

// A run names the version that it judged. One from before versions were kept is known by the learner's file alone.
function findRun({ name, folder }: Attempt, kata: Kata, runs: readonly RunEvent[]): RunEvent | undefined {
  const named = runs.findLast(({ attempt }) => attempt?.split(/[\\/]/).at(-1) === name)
  if (named) return named
  const file = join(folder, kata.starterName)
  if (!existsSync(file)) return undefined
  const hash = contentHash(readFileSync(file, 'utf8'))
  return runs.findLast((run) => run.attempt === undefined && run.contentHash === hash)
}
