import { join } from 'node:path'
import { watch } from 'chokidar'

interface Watched {
  readonly courseRoot: string
  readonly signal: AbortSignal
  /** Runs the gate once; called at the beginning and after each change. */
  readonly judge: () => Promise<void>
}

/** An editor that writes several files at once causes one run. */
const settleMs = 100

/** Judges again whenever a file of the course changes, until the signal is aborted. What the gate itself writes is one change. */
export async function watchGate({ courseRoot, signal, judge }: Watched): Promise<void> {
  const watcher = watch([join(courseRoot, 'katas'), join(courseRoot, 'lessons')], { ignoreInitial: true })
  let change = Promise.withResolvers<void>()
  watcher.on('all', () => change.resolve())
  const stopped = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
  try {
    while (!signal.aborted) {
      change = Promise.withResolvers()
      await judge()
      await Promise.race([change.promise, stopped])
      await Promise.race([new Promise((resolve) => setTimeout(resolve, settleMs)), stopped])
    }
  } finally {
    await watcher.close()
  }
}
