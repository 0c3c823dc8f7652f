import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Kata } from '../../src/course/kata.ts'
import { runProgram } from './run-program.ts'

/** What was found when a learner's session was ended at every place. */
interface FoundAfterKills {
  /** Bytes that one session writes, and other changes that it makes to the disk. */
  readonly changes: number
  /** Places at which a session was ended; each part tries the end as well. */
  readonly places: number
  readonly parts: number
  /** Events of which the learner was told before the end. */
  readonly told: number
  readonly recovered: number
  /** From the second copy alone, after the workspace was removed. */
  readonly recoveredFromCopy: number
  /** Sentences about what should not be. */
  readonly wrong: readonly string[]
}

/** Ends a session at every byte of every write and before every other change, in two processes side by side. */
export async function killEverywhere(folder: string, kata: Kata): Promise<FoundAfterKills> {
  const parts = 2
  const all = await Promise.all(Array.from({ length: parts }, (_, part) => runPart(folder, kata, part, parts)))
  const sum = (count: (found: FoundAfterKills) => number): number =>
    all.reduce((total, found) => total + count(found), 0)
  return {
    changes: all[0]?.changes ?? 0,
    parts,
    places: sum(({ places }) => places),
    told: sum(({ told }) => told),
    recovered: sum(({ recovered }) => recovered),
    recoveredFromCopy: sum(({ recoveredFromCopy }) => recoveredFromCopy),
    wrong: all.flatMap(({ wrong }) => wrong),
  }
}

async function runPart(folder: string, kata: Kata, part: number, parts: number): Promise<FoundAfterKills> {
  const own = join(folder, String(part))
  mkdirSync(own)
  const script = join(import.meta.dirname, 'dying-learner.ts')
  const flags = ['--conditions=source', '--disable-warning=ExperimentalWarning']
  const words = [own, JSON.stringify(kata), String(part), String(parts)]
  const { stdout, stderr } = await runProgram(process.execPath, [...flags, script, ...words])
  if (stderr !== '') throw new TypeError(stderr)
  return JSON.parse(stdout)
}
