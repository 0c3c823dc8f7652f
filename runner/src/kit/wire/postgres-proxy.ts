import { connect } from 'node:net'
import { listenOnLoopback } from './loopback-listener.ts'
import { PostgresConnection } from './postgres-connection.ts'
import { SessionStore } from './session-store.ts'
import type { Traffic } from './traffic.ts'

interface PostgresProxyOptions {
  /** Address of the server, with user, password and database. */
  readonly url: string
  readonly traffic: Traffic
  /** Whose calls come by this proxy. */
  readonly actor?: string
  /** Keeps backends for the next client, cleaned, instead of starting one for each. */
  readonly isKeepingSessions?: boolean
}

/** A loopback address that leads to a Postgres server and sees every statement. */
export interface PostgresProxy extends AsyncDisposable {
  /** The server's address with the proxy's host and port. */
  readonly url: string
  /** Resolves when every backend whose client has left is clean or gone. */
  settled(): Promise<void>
}

export async function startPostgresProxy(options: PostgresProxyOptions): Promise<PostgresProxy> {
  const target = new URL(options.url)
  const server = { host: target.hostname, port: Number(target.port) }
  const sessions = new SessionStore(server, { isKeeping: options.isKeepingSessions ?? false })
  const cancel = (request: Buffer): void => {
    const socket = connect(server)
    socket.on('error', () => socket.destroy())
    socket.end(request)
  }
  const { actor, traffic } = options
  const { host } = target
  let ordinal = 0
  const listener = await listenOnLoopback((client) => {
    ordinal += 1
    new PostgresConnection(client, { server: host, ordinal, actor, traffic, sessions, cancel })
  })
  target.host = `127.0.0.1:${listener.port}`
  return {
    url: target.href,
    settled: () => sessions.settled(),
    async [Symbol.asyncDispose]() {
      listener[Symbol.dispose]()
      await sessions[Symbol.asyncDispose]()
    },
  }
}
