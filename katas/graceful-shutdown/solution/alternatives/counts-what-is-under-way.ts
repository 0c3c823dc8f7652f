import { createServer, type Server } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'

/** What the process is given when it starts. */
export interface Service {
  /** The answer to a request. It takes as long as it takes, or hangs. It never rejects. */
  readonly answer: (path: string) => Promise<string>
  /** Takes a job from the queue and does it. It takes as long as it takes, or hangs. It never rejects. */
  readonly doJob: () => Promise<void>
  /** How long the balancers need, once readiness is red, until the last of them has noticed. */
  readonly noticeMs: number
  /** How long after SIGTERM the process must have ended. A little later the platform sends SIGKILL. */
  readonly limitMs: number
}

/** Between two jobs. */
const pauseMs = 20

/** Counts what is under way and takes nothing in after SIGTERM. With nothing left to do, the process ends by itself. */
export function serve({ answer, doJob, noticeMs, limitMs }: Service): Server {
  const told = new AbortController()
  const underWay = new Set<Promise<unknown>>()
  const track = async <T>(work: Promise<T>): Promise<T> => {
    underWay.add(work)
    return work.finally(() => underWay.delete(work))
  }

  const server = createServer({ keepAliveTimeout: 75_000 })
  server.on('request', async (request, response) => {
    const isReadiness = request.url === '/ready'
    const text = isReadiness ? 'as told' : await track(answer(request.url ?? '/'))
    response.shouldKeepAlive = !told.signal.aborted
    response.writeHead(isReadiness && told.signal.aborted ? 503 : 200).end(text)
  })
  server.listen(0, '127.0.0.1')

  async function work(): Promise<void> {
    while (!told.signal.aborted) {
      await track(doJob())
      // The pause ends early when SIGTERM comes.
      await sleep(pauseMs, undefined, { signal: told.signal }).catch(() => {})
    }
  }

  async function drain(): Promise<void> {
    // It holds nothing by itself: without work left, the process has ended before.
    setTimeout(() => process.exit(1), limitMs).unref()
    await sleep(noticeMs)
    server.close()
    while (underWay.size > 0) await Promise.all(underWay)
    // What was busy at `close` is idle now, unless its answer said that it is the last.
    server.closeIdleConnections()
  }

  process.on('SIGTERM', () => {
    if (!told.signal.aborted) void drain()
    told.abort()
  })
  void work()
  return server
}
