import { request } from 'node:http'
import { ownServerName } from './nginx-options.ts'

export interface NginxIdentity {
  /** Absent when a configuration has made it answer in a way of its own, for instance only to TLS. */
  readonly version?: string
}

/** Longer than any pause of a busy machine. */
const answerLimitMs = 10_000

/** What the nginx at this port of loopback says of itself; undefined when it does not answer. */
export function identifyNginx(port: number, withinMs = answerLimitMs): Promise<NginxIdentity | undefined> {
  return new Promise((resolve) => {
    const outgoing = request(
      { host: '127.0.0.1', port, headers: { host: ownServerName }, agent: false },
      (response) => {
        let text = ''
        response.setEncoding('utf8')
        response.on('data', (chunk: string) => {
          text += chunk
        })
        response.on('close', () => resolve(parse(text)))
      },
    )
    outgoing.setTimeout(withinMs, () => outgoing.destroy())
    outgoing.on('error', () => resolve(undefined))
    outgoing.end()
  })
}

function parse(text: string): NginxIdentity {
  const version = text.match(/^nginx (\S+) \d+$/m)?.[1]
  return version ? { version } : {}
}
