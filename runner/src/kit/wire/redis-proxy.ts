import { listenOnLoopback } from './loopback-listener.ts'
import { RedisConnection } from './redis-connection.ts'
import type { Traffic } from './traffic.ts'

interface RedisProxyOptions {
  /** Address of the server. */
  readonly url: string
  readonly traffic: Traffic
  /** Whose calls come by this proxy. */
  readonly actor?: string
}

/** A loopback address that leads to a Redis server and sees every command. */
export interface RedisProxy extends Disposable {
  /** The server's address with the proxy's host and port. */
  readonly url: string
}

export async function startRedisProxy(options: RedisProxyOptions): Promise<RedisProxy> {
  const target = new URL(options.url)
  const server = { host: target.hostname, port: Number(target.port) }
  let ordinal = 0
  const listener = await listenOnLoopback((client) => {
    ordinal += 1
    new RedisConnection(client, { ordinal, actor: options.actor, traffic: options.traffic, server })
  })
  target.host = `127.0.0.1:${listener.port}`
  return { url: target.href, [Symbol.dispose]: () => listener[Symbol.dispose]() }
}
