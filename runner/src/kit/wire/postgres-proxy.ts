import { connect } from 'node:net'
import { PostgresConnection } from './postgres-connection.ts'
import { serverAddressOf } from './server-address.ts'
import { SessionStore } from './session-store.ts'
import { type ProxyOptions, startProxy, type WireProxy } from './wire-proxy.ts'

interface PostgresProxyOptions extends ProxyOptions {
  /** Where backends wait for their next client. The caller's own; without it each client has a backend to itself. */
  readonly sessions?: SessionStore
}

/** Leads to a Postgres server, whose address comes with user, password and database. */
export async function startPostgresProxy(options: PostgresProxyOptions): Promise<WireProxy> {
  const server = serverAddressOf(options.url)
  const sessions = options.sessions ?? new SessionStore(server, { isKeeping: false })
  const cancel = (request: Buffer): void => {
    const socket = connect(server)
    socket.on('error', () => socket.destroy())
    socket.end(request)
  }
  return startProxy(options, {
    follow: (socket, setting) => new PostgresConnection(socket, { ...setting, sessions, cancel }),
    settled: () => sessions.settled(),
    end: async () => {
      if (!options.sessions) await sessions[Symbol.asyncDispose]()
    },
  })
}
