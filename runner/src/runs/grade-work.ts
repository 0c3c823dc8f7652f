import { existsSync } from 'node:fs'
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { givenFiles } from '../course/given-files.ts'
import type { Kata } from '../course/kata.ts'
import { isWarmServiceName } from '../services/warm-service.ts'
import { layOutKata } from './lay-out-kata.ts'
import { runKata } from './run-kata.ts'
import { type RunTarget, targetAt } from './run-target.ts'
import { findLeftovers, takeInventory } from './server-inventory.ts'
import type { Verdict } from './verdict.ts'

/** A verdict on work that was handed in. */
export interface GradedWork {
  readonly verdict: Verdict
  /** 2 when the first run was not decided, and so was repeated. */
  readonly tries: number
  /** What it left behind on servers that others use, too. They were started anew after it. */
  readonly left: readonly string[]
}

interface GradeOptions {
  readonly signal: AbortSignal
}

/**
 * Judges files that lie nowhere yet, by a copy in a folder of its own, in a process of its own, on a database of its own.
 * What they change on servers beyond that is noticed, and is gone before the next are judged.
 */
export async function gradeWork(
  kata: Kata,
  files: ReadonlyMap<string, Uint8Array>,
  { signal }: GradeOptions,
): Promise<GradedWork> {
  await using target = await stageWork(kata, files)
  const hasServers = Object.keys(kata.services).length > 0
  const before = hasServers ? await takeInventory(kata.services).catch(() => undefined) : undefined
  let tries = 1
  let verdict = await runKata(target, { signal, hasTypeCheck: false })
  if (verdict.state === 'undecided') {
    tries += 1
    verdict = await runKata(target, { signal, hasTypeCheck: false })
  }
  const left = before ? await findLeftovers(before, kata).catch(() => ['a server that does not answer']) : []
  if (left.length > 0) await startAnew(kata)
  return { verdict, tries, left }
}

async function startAnew({ services }: Kata): Promise<void> {
  const { stopServices } = await import('../services/stop-services.ts')
  await stopServices(Object.keys(services).filter(isWarmServiceName))
}

/** The learner's files first, so that what the course brings along stays the course's. */
async function stageWork(kata: Kata, files: ReadonlyMap<string, Uint8Array>): Promise<RunTarget & AsyncDisposable> {
  const root = await mkdtemp(join(tmpdir(), 'loadbearing-graded-'))
  const folder = join(root, kata.slug)
  for (const [name, content] of files) {
    const file = join(folder, ...name.split('/'))
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, content)
  }
  await layOutKata(kata, folder)
  // Who handed in no design sheet has claimed nothing.
  const lacking = givenFiles(kata).filter(({ name }) => !existsSync(join(folder, name)))
  for (const { name, source } of lacking) await copyFile(source, join(folder, name))
  return { ...targetAt(folder, kata), [Symbol.asyncDispose]: () => rm(root, { recursive: true, force: true }) }
}
