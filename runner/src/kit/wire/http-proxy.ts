import { HttpConnection } from './http-connection.ts'
import { type ProxyOptions, startProxy, type WireProxy } from './wire-proxy.ts'

/** Leads to a server that speaks HTTP/1.1 without TLS. */
export async function startHttpProxy(options: ProxyOptions): Promise<WireProxy> {
  const target = new URL(options.url)
  const server = { host: target.hostname, port: Number(target.port || 80) }
  return startProxy(options, { follow: (socket, setting) => new HttpConnection(socket, { ...setting, server }) })
}
