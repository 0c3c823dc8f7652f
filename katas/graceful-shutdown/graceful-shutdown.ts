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

/** Serves requests and does jobs until the process gets SIGTERM. */
export function serve({ answer, doJob }: Service): Server {
  // Longer than the balancers keep an idle connection (60 seconds), so that they are the ones who close it.
  const server = createServer({ keepAliveTimeout: 75_000 }, async (request, response) => {
    if (request.url === '/ready') response.end('ready')
    else response.end(await answer(request.url ?? '/'))
  })
  server.listen(0, '127.0.0.1')
  void work(doJob)
  process.on('SIGTERM', () => {
    // TODO: somebody waits for an answer, a job is half done, and the balancers still send requests here.
    process.exit(0)
  })
  return server
}

async function work(doJob: Service['doJob']): Promise<void> {
  for (;;) {
    await doJob()
    await sleep(pauseMs)
  }
}
