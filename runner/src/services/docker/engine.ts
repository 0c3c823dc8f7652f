import { Agent, type ClientRequest, type IncomingMessage, request } from 'node:http'
import type { Readable } from 'node:stream'
import { CourseError } from '../../errors.ts'

export interface EngineAddress {
  /** In the form of `DOCKER_HOST`. */
  readonly uri: string
  readonly socketPath?: string
  readonly host?: string
  readonly port?: number
}

interface Call {
  readonly method: 'GET' | 'POST' | 'DELETE'
  /** With its query. */
  readonly path: string
  readonly body?: unknown
  /** Sent instead of `body`. */
  readonly upload?: Readable
  readonly signal?: AbortSignal
}

/** Why an engine can't be used: what a person does about it depends on this. */
export interface EngineRefusal {
  readonly kind: 'absent' | 'no-permission' | 'paused' | 'too-old' | 'remote' | 'unusable'
  /** As part of a sentence. */
  readonly reason: string
}

/** Of Docker 20.10 and Podman 4: the oldest on which the servers were tried. */
const oldestApi = [1, 41] as const

const pingLimitMs = 2000
/** An engine may hang over one container, and then nobody else should; uploads and downloads take longer. */
const answerLimitMs = 30_000

/**
 * The few requests that the keeper makes of an engine. Containers are started by Testcontainers in a process of
 * its own, so that the keeper, which lives long, does not carry that library.
 */
export class Engine {
  readonly address: EngineAddress
  readonly #agent = new Agent({ keepAlive: true, timeout: 30_000 })

  constructor(address: EngineAddress) {
    this.address = address
  }

  /** Undefined when the engine answers, else why it does not. */
  async ping(): Promise<EngineRefusal | undefined> {
    try {
      const answer = await this.stream({ method: 'GET', path: '/_ping', signal: AbortSignal.timeout(pingLimitMs) })
      answer.resume()
      return refuseOld(answer.headers['api-version'])
    } catch (error) {
      return describeRefusal(error)
    }
  }

  /** The answer's JSON. Throws when the engine refuses. */
  async json<T>(call: Call): Promise<T> {
    const text = await this.text(call)
    return (text === '' ? undefined : JSON.parse(text)) as T
  }

  async text(call: Call): Promise<string> {
    const chunks: Buffer[] = []
    const limit = call.upload ? {} : { signal: AbortSignal.timeout(answerLimitMs) }
    for await (const chunk of await this.stream({ ...limit, ...call })) chunks.push(chunk as Buffer)
    return Buffer.concat(chunks).toString('utf8')
  }

  /** The answer as it comes in. Throws when the engine refuses. */
  async stream(call: Call): Promise<IncomingMessage> {
    const response = await this.#send(call)
    if ((response.statusCode ?? 500) < 400) return response
    const chunks: Buffer[] = []
    for await (const chunk of response) chunks.push(chunk as Buffer)
    throw refusal(response.statusCode ?? 500, Buffer.concat(chunks).toString('utf8'))
  }

  #send({ method, path, body, upload, signal }: Call): Promise<IncomingMessage> {
    const { socketPath, host, port } = this.address
    const target = socketPath === undefined ? { host, port } : { socketPath }
    const headers = upload ? { 'content-type': 'application/x-tar' } : { 'content-type': 'application/json' }
    return new Promise((resolve, reject) => {
      const outgoing: ClientRequest = request(
        { ...target, method, path, headers, agent: this.#agent, ...(signal ? { signal } : {}) },
        resolve,
      )
      outgoing.on('error', reject)
      if (upload) upload.on('error', (error) => outgoing.destroy(error)).pipe(outgoing)
      else outgoing.end(body === undefined ? undefined : JSON.stringify(body))
    })
  }
}

function refusal(status: number, text: string): CourseError {
  let message = text
  try {
    message = (JSON.parse(text) as { message?: string }).message ?? text
  } catch {
    // Not every answer is JSON.
  }
  return new CourseError('SERVICE_NOT_AVAILABLE', { message: `the engine refused (${status}): ${message.trim()}` })
}

/** An engine that does not tell is taken at its word. */
function refuseOld(version: string | string[] | undefined): EngineRefusal | undefined {
  const [, major, minor] = String(version).match(/^(\d+)\.(\d+)/) ?? []
  const [oldestMajor, oldestMinor] = oldestApi
  const isOld = Number(major) < oldestMajor || (Number(major) === oldestMajor && Number(minor) < oldestMinor)
  if (!isOld) return undefined
  const needed = `API ${oldestApi.join('.')}, which came with Docker 20.10`
  return { kind: 'too-old', reason: `speaks API ${String(version)}, and the servers need ${needed}` }
}

const silence: EngineRefusal = { kind: 'paused', reason: `does not answer within ${pingLimitMs / 1000} s` }

const refusals: Readonly<Record<string, EngineRefusal>> = {
  ENOENT: { kind: 'absent', reason: 'does not exist' },
  ECONNREFUSED: { kind: 'absent', reason: 'nothing listens there' },
  EACCES: { kind: 'no-permission', reason: 'permission denied' },
  EPERM: { kind: 'no-permission', reason: 'permission denied' },
  ABORT_ERR: silence,
}

function describeRefusal(error: unknown): EngineRefusal {
  const known = refusals[(error as NodeJS.ErrnoException).code ?? '']
  if (known) return known
  const reason = error instanceof Error ? error.message : String(error)
  // Docker Desktop answers while it is paused, and says so.
  return { kind: /paused/i.test(reason) ? 'paused' : 'unusable', reason }
}
