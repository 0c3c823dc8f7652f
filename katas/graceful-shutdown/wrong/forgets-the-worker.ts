// fails: A job that has begun is done, and no other begins
// hint: Who works without a caller?
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

/** Ends when the last caller has an answer. */
export function serve({ answer, doJob, noticeMs, limitMs }: Service): Server {
  let isDraining = false
  const server = createServer({ keepAliveTimeout: 75_000 }, async (request, response) => {
    const text = request.url === '/ready' ? '' : await answer(request.url ?? '/')
    if (request.url === '/ready' && isDraining) response.statusCode = 503
    // Looked at after the answer was made: SIGTERM may have come in the meantime.
    if (isDraining) response.setHeader('connection', 'close')
    response.end(text)
  })
  server.listen(0, '127.0.0.1')
  void work()

  async function work(): Promise<void> {
    while (!isDraining) {
      await doJob()
      await sleep(pauseMs)
    }
  }

  async function drain(): Promise<void> {
    setTimeout(() => process.exit(1), limitMs)
    await sleep(noticeMs)
    await closed(server)
    process.exit(0)
  }

  process.on('SIGTERM', () => {
    if (isDraining) return
    isDraining = true
    void drain()
  })
  return server
}

/** Accepts nobody any more, closes idle connections, and resolves when the last one that was busy is closed, too. */
function closed(server: Server): Promise<unknown> {
  return new Promise((resolve) => server.close(resolve))
}
