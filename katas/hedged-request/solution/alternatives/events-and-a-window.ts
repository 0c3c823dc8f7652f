import type { Clock } from 'loadbearing/kit'

/** Two servers that hold the same data. Reading from them changes nothing. */
export type Replicas = readonly [first: string, second: string]

/** Resolves with the first good answer, one below 500. Rejects when both servers have failed. */
export type Get = (replicas: Replicas, signal?: AbortSignal) => Promise<Response>

/** How long the first server may take before the second one is asked, too. */
export const hedgeAfterMs = 100

const windowMs = 60_000

/** One promise, and events that settle it: an answer, a failure, the time, the reader's leaving. */
export function createGet(clock: Clock): Get {
  let reads: number[] = []
  let hedges: number[] = []

  function mayHedge(): boolean {
    const fromMs = clock.now() - windowMs
    reads = reads.filter((atMs) => atMs > fromMs)
    hedges = hedges.filter((atMs) => atMs > fromMs)
    if (hedges.length >= Math.max(10, reads.length / 10)) return false
    hedges.push(clock.now())
    return true
  }

  return ([first, second], signal) => {
    reads.push(clock.now())
    return new Promise((resolve, reject) => {
      const controllers: AbortController[] = []
      const timer = new AbortController()
      let running = 0
      let hasHedged = false
      let isOver = false

      function finish(settle: () => void): void {
        isOver = true
        signal?.removeEventListener('abort', leave)
        timer.abort()
        settle()
      }
      function leave(): void {
        finish(() => reject(signal?.reason))
        for (const controller of controllers) controller.abort()
      }
      function hedge(error?: unknown): void {
        timer.abort()
        const isFirst = !hasHedged
        hasHedged = true
        if (isFirst && mayHedge()) ask(second)
        else if (running === 0) finish(() => reject(error))
      }
      function ask(url: string): void {
        const mine = new AbortController()
        controllers.push(mine)
        running += 1
        fetch(url, { signal: mine.signal }).then(
          (response) => (response.status < 500 ? win(mine, response) : fail(new Error(`${response.status}`))),
          fail,
        )
      }
      function win(mine: AbortController, response: Response): void {
        for (const other of controllers) if (other !== mine) other.abort()
        finish(() => resolve(response))
      }
      function fail(error: unknown): void {
        running -= 1
        if (isOver) return
        if (!timer.signal.aborted || running === 0) hedge(error)
      }

      signal?.addEventListener('abort', leave)
      ask(first)
      clock.sleep(hedgeAfterMs, timer.signal).then(
        () => hedge(),
        () => {},
      )
    })
  }
}
