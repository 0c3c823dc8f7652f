import { RedisConnection } from './redis-connection.ts'
import { serverAddressOf } from './server-address.ts'
import { type ProxyOptions, startProxy, type WireProxy } from './wire-proxy.ts'

/** Leads to a Redis server. */
export async function startRedisProxy(options: ProxyOptions): Promise<WireProxy> {
  const server = serverAddressOf(options.url)
  return startProxy(options, { follow: (socket, setting) => new RedisConnection(socket, { ...setting, server }) })
}
