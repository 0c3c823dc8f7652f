import { RedisConnection } from './redis-connection.ts'
import { type ProxyOptions, startProxy, type WireProxy } from './wire-proxy.ts'

/** Leads to a Redis server. */
export async function startRedisProxy(options: ProxyOptions): Promise<WireProxy> {
  const target = new URL(options.url)
  const server = { host: target.hostname, port: Number(target.port) }
  return startProxy(options, { follow: (socket, setting) => new RedisConnection(socket, { ...setting, server }) })
}
