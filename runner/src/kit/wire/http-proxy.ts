import { HttpConnection } from './http-connection.ts'
import { serverAddressOf } from './server-address.ts'
import { type ProxyOptions, startProxy, type WireProxy } from './wire-proxy.ts'

/** Leads to a server that speaks HTTP/1.1 without TLS. */
export async function startHttpProxy(options: ProxyOptions): Promise<WireProxy> {
  const server = serverAddressOf(options.url)
  return startProxy(options, { follow: (socket, setting) => new HttpConnection(socket, { ...setting, server }) })
}
