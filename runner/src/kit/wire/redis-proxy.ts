import { RedisTime } from '../redis/redis-time.ts'
import { RedisConnection } from './redis-connection.ts'
import { serverAddressOf } from './server-address.ts'
import { type ProxyOptions, startProxy, type WireProxy } from './wire-proxy.ts'

export interface RedisProxyOptions extends ProxyOptions {
  /** What the test let pass for the server, if it has a say in it. */
  readonly time?: RedisTime
}

/** Leads to a Redis server. */
export async function startRedisProxy({ time = new RedisTime(), ...options }: RedisProxyOptions): Promise<WireProxy> {
  const server = serverAddressOf(options.url)
  return startProxy(options, { follow: (socket, setting) => new RedisConnection(socket, { ...setting, server, time }) })
}
