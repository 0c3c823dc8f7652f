import { createServer, type Server, type ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
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

/** Keeps a list of connections and of whom each is busy with, and hangs up as soon as one is idle. */
export function serve({ answer, doJob, noticeMs, limitMs }: Service): Server {
  const connections = new Map<Socket, ServerResponse | undefined>()
  let state: 'open' | 'leaving' | 'closed' = 'open'

  const server = createServer({ keepAliveTimeout: 75_000 })
  server.on('connection', (socket) => {
    connections.set(socket, undefined)
    socket.on('close', () => connections.delete(socket))
  })
  server.on('request', async (request, response) => {
    const { socket } = request
    connections.set(socket, response)
    const isReadiness = request.url === '/ready'
    const text = isReadiness ? '' : await answer(request.url ?? '/')
    if (state !== 'open') response.setHeader('connection', 'close')
    if (isReadiness && state !== 'open') response.statusCode = 503
    response.end(text, () => connections.has(socket) && connections.set(socket, undefined))
  })
  server.listen(0, '127.0.0.1')

  let job: Promise<unknown> | undefined
  const jobs = setInterval(() => {
    job ??= doJob().finally(() => (job = undefined))
  }, pauseMs)

  process.on('SIGTERM', async () => {
    if (state !== 'open') return
    state = 'leaving'
    clearInterval(jobs)
    const isLate = sleep(limitMs).then(() => 'late')
    await sleep(noticeMs)
    state = 'closed'
    const isClosed = new Promise((resolve) => server.close(resolve))
    for (const [socket, response] of connections) if (!response) socket.end()
    const end = await Promise.race([Promise.all([isClosed, job]), isLate])
    process.exit(end === 'late' ? 1 : 0)
  })
  return server
}
