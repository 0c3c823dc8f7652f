import { connect } from 'node:net'

interface RedisAddress {
  readonly port: number
  readonly password: string
}

/**
 * Sends inline commands and gives back everything the server replied, or undefined when it does not answer in time.
 * Enough for health checks, without loading a client library into the keeper.
 */
export function askRedis(
  { port, password }: RedisAddress,
  command: string,
  withinMs = 10_000,
): Promise<string | undefined> {
  return new Promise((resolve) => {
    let reply = ''
    const socket = connect({ port, host: '127.0.0.1' })
    socket.setTimeout(withinMs, () => socket.destroy())
    socket.setEncoding('utf8')
    socket.on('connect', () => socket.write(`AUTH ${password}\r\n${command}\r\nQUIT\r\n`))
    socket.on('data', (chunk: string) => {
      reply += chunk
    })
    socket.on('error', () => resolve(undefined))
    socket.on('close', () => resolve(reply.startsWith('+OK') ? reply : undefined))
  })
}

/** What the redis at this address says of itself; undefined when it does not answer. */
export async function identifyRedis(
  address: RedisAddress,
): Promise<{ version: string; processId: number } | undefined> {
  const info = await askRedis(address, 'INFO server')
  const version = info?.match(/^redis_version:(\S+)/m)?.[1]
  const processId = info?.match(/^process_id:(\d+)/m)?.[1]
  return version && processId ? { version, processId: Number(processId) } : undefined
}
