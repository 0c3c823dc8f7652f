import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, openSync, statSync } from 'node:fs'
import { extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { makeServicesFolder } from '../keeper/keeper-state.ts'

const largestLogBytes = 1_000_000

export function keeperLogFile(): string {
  return join(makeServicesFolder(), 'keeper.log')
}

/** Starts a keeper that outlives this process. If another one answers already, it ends by itself with code 0. */
export function startKeeper(): ChildProcess {
  const extension = extname(import.meta.url)
  const file = fileURLToPath(new URL(`../keeper/keeper-process${extension}`, import.meta.url))
  const flags = extension === '.ts' ? ['--conditions=source', '--disable-warning=ExperimentalWarning'] : []
  const output = openLog()
  const child = spawn(process.execPath, [...flags, '--max-semi-space-size=1', file], {
    cwd: makeServicesFolder(),
    stdio: ['ignore', output, output],
    detached: true,
    windowsHide: true,
    // What the starting command was given for itself must not reach a process that outlives it.
    env: { ...process.env, NODE_OPTIONS: '', NODE_COMPILE_CACHE: join(makeServicesFolder(), 'compile-cache') },
  })
  closeSync(output)
  child.on('error', () => undefined)
  child.unref()
  return child
}

function openLog(): number {
  const file = keeperLogFile()
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0
  return openSync(file, size > largestLogBytes ? 'w' : 'a', 0o600)
}
