import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { availableParallelism } from 'node:os'

/** However the gate ends, the load does: each burner also stops by itself, and when its standard input closes. */
const longestMs = 10 * 60_000

const burner = `
const end = Date.now() + ${longestMs}
process.stdin.on('end', () => process.exit()).on('error', () => process.exit()).resume()
function burn() {
  const until = Date.now() + 20
  while (Date.now() < until) Math.sqrt(Math.random())
  if (Date.now() < end) setImmediate(burn)
  else process.exit()
}
burn()`

/** Keeps every processor busy beside what is measured, until it is disposed. */
export function stressCpu(processes: number = availableParallelism()): AsyncDisposable {
  const children = Array.from({ length: processes }, startBurner)
  return {
    [Symbol.asyncDispose]: async () => {
      await Promise.all(children.map(stop))
    },
  }
}

function startBurner(): ChildProcess {
  return spawn(process.execPath, ['--eval', burner], { stdio: ['pipe', 'ignore', 'ignore'] })
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  child.kill('SIGKILL')
  await ended
}
