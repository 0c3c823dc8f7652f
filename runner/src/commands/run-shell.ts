import { spawn } from 'node:child_process'
import { once } from 'node:events'
import type { ShellProgram } from './shell-program.ts'

/** Runs a client on this terminal until it ends, and gives back its exit code. */
export async function runShell(
  { file, environment, folder }: ShellProgram,
  args: readonly string[],
  signal: AbortSignal,
): Promise<number> {
  // In a client Ctrl-C ends a query, not the client, and reaches it by the terminal: here it means nothing.
  const listeners = process.listeners('SIGINT')
  process.removeAllListeners('SIGINT')
  const ignore = () => undefined
  process.on('SIGINT', ignore)
  try {
    const place = folder ? { cwd: folder } : {}
    const child = spawn(file, [...args], { ...place, stdio: 'inherit', env: { ...process.env, ...environment } })
    const end = () => child.kill('SIGTERM')
    signal.addEventListener('abort', end, { once: true })
    const [code] = (await once(child, 'exit')) as [number | null]
    signal.removeEventListener('abort', end)
    return code ?? 1
  } finally {
    process.off('SIGINT', ignore)
    for (const listener of listeners) process.on('SIGINT', listener)
  }
}
