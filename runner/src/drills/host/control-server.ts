import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { CourseError } from '../../errors.ts'
import type { DrillCalls } from '../drill-calls.ts'

type Answers = {
  readonly [Name in keyof DrillCalls]: (params: DrillCalls[Name]['params']) => Promise<DrillCalls[Name]['result']>
}

/** Answers the dashboard, the tests and `kata note` on loopback, to whoever knows the token. */
export class ControlServer implements AsyncDisposable {
  readonly #server: Server

  private constructor(server: Server) {
    this.#server = server
  }

  static async start(token: string, answers: Answers): Promise<ControlServer> {
    const server = createServer((request, response) => void answer(request, response, token, answers))
    server.requestTimeout = 0
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
    return new ControlServer(server)
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise((done) => this.#server.close(done))
  }
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  token: string,
  answers: Answers,
): Promise<void> {
  const reply = (status: number, body: unknown): void => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body ?? null))
  }
  if (request.headers.authorization !== token) return reply(403, { code: 'INTERNAL', message: 'The token is wrong.' })
  const name = (request.url ?? '').slice(1) as keyof DrillCalls
  const work = answers[name] as ((params: unknown) => Promise<unknown>) | undefined
  if (!Object.hasOwn(answers, name) || !work) return reply(404, { code: 'INTERNAL', message: `Nobody knows ${name}.` })
  try {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const text = Buffer.concat(chunks).toString()
    reply(200, await work(text === '' ? {} : JSON.parse(text)))
  } catch (error) {
    const { code, message, hint } =
      error instanceof CourseError ? error : { code: 'INTERNAL', message: String(error), hint: '' }
    reply(500, { code, message, hint })
  }
}
