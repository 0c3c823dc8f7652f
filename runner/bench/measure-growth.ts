import { spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import type { Command } from './measure-command.ts'
import { measureMemoryMb } from './measure-memory.ts'

interface Growth {
  /** Memory of the watcher and all that it started, after the first saves and after the last. */
  readonly earlyMb: number
  readonly lateMb: number
}

/** Until here the program warms up: compiled code, the first heap. */
const earlySave = 20

/** Saves so often, each as soon as the verdict on the last one is there, and looks at the memory twice. */
export async function measureGrowth(watch: Command, file: string, text: string, saves: number): Promise<Growth> {
  const { program, args, cwd, env } = watch
  const child = spawn(program, args, { cwd, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'ignore'] })
  const memory = (): number => (child.pid === undefined ? 0 : measureMemoryMb(child.pid, { isTree: true }))
  const { promise, resolve } = Promise.withResolvers<Growth>()
  let verdicts = 0
  let earlyMb = 0
  child.stdout.setEncoding('utf8').on('data', (shown: string) => {
    if (!/run \d+/.test(shown)) return
    verdicts += 1
    if (verdicts === earlySave) earlyMb = memory()
    if (verdicts > saves) resolve({ earlyMb, lateMb: memory() })
    else writeFileSync(file, `${text}// save ${verdicts}\n`)
  })
  return await promise.finally(() => child.kill('SIGTERM'))
}
