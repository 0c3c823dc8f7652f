import { connect } from 'node:net'
import { PostgresConnection } from './postgres-connection.ts'
import { SessionStore } from './session-store.ts'
import { type ProxyOptions, startProxy, type WireProxy } from './wire-proxy.ts'

interface PostgresProxyOptions extends ProxyOptions {
  /** Keeps backends for the next client, cleaned, instead of starting one for each. */
  readonly isKeepingSessions?: boolean
}

/** Leads to a Postgres server, whose address comes with user, password and database. */
export async function startPostgresProxy(options: PostgresProxyOptions): Promise<WireProxy> {
  const target = new URL(options.url)
  const server = { host: target.hostname, port: Number(target.port) }
  const sessions = new SessionStore(server, { isKeeping: options.isKeepingSessions ?? false })
  const cancel = (request: Buffer): void => {
    const socket = connect(server)
    socket.on('error', () => socket.destroy())
    socket.end(request)
  }
  return startProxy(options, {
    follow: (socket, setting) => new PostgresConnection(socket, { ...setting, sessions, cancel }),
    settled: () => sessions.settled(),
    end: () => sessions[Symbol.asyncDispose](),
  })
}
