import { type IncomingMessage, type OutgoingHttpHeaders, request } from 'node:http'
import { text } from 'node:stream/consumers'
import { CourseError } from '../errors.ts'
import { ownServerName, sharedPath } from './nginx-options.ts'

export interface NginxIdentity {
  /** Absent when a configuration has made it answer in a way of its own, for instance only to TLS. */
  readonly version?: string
}

/** Longer than any pause of a busy machine. */
const answerLimitMs = 10_000

/** What the nginx at this port of loopback says of itself; undefined when it does not answer. */
export async function identifyNginx(port: number, withinMs = answerLimitMs): Promise<NginxIdentity | undefined> {
  try {
    const response = await ask(port, '/', { withinMs })
    // A configuration may have it break off.
    return parse(await text(response).catch(() => ''))
  } catch {
    return undefined
  }
}

/**
 * The text of a file that the nginx at this port shares, from byte `fromByte` on; empty when there is no such file. It takes
 * a millisecond where a command in its container takes eighty.
 */
export async function readSharedFile(port: number, file: string, fromByte: number): Promise<string> {
  const headers = fromByte === 0 ? {} : { range: `bytes=${fromByte}-` }
  const lost = (cause: unknown) =>
    new CourseError('SERVICE_LOST', { message: `nginx did not give its file ${file}.`, cause })
  const response = await ask(port, `${sharedPath}/${file}`, { headers, withinMs: answerLimitMs }).catch((cause) => {
    throw lost(cause)
  })
  const body = await text(response)
  if (response.statusCode === (fromByte === 0 ? 200 : 206)) return body
  // 404: there is no such file. 416: it ends there.
  if (response.statusCode === 404 || response.statusCode === 416) return ''
  throw lost(`it answered ${response.statusCode}`)
}

interface Asking {
  readonly headers?: OutgoingHttpHeaders
  readonly withinMs: number
}

function ask(port: number, path: string, { headers, withinMs }: Asking): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const outgoing = request({
      host: '127.0.0.1',
      port,
      path,
      agent: false,
      headers: { ...headers, host: ownServerName },
    })
    const silent = { message: `nginx did not answer within ${withinMs / 1000} s.` }
    outgoing.setTimeout(withinMs, () => outgoing.destroy(new CourseError('SERVICE_LOST', silent)))
    outgoing.on('response', resolve).on('error', reject).end()
  })
}

function parse(text: string): NginxIdentity {
  const version = text.match(/^nginx (\S+) \d+$/m)?.[1]
  return version ? { version } : {}
}
