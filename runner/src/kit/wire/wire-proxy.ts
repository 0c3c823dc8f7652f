import type { Socket } from 'node:net'
import { listenOnLoopback } from './loopback-listener.ts'
import type { ConnectionSetting, ProxiedConnection } from './proxied-connection.ts'
import type { Traffic, WireConnection } from './traffic.ts'

/** What a proxy of any protocol is made of. */
export interface ProxyOptions {
  /** Address of the server. */
  readonly url: string
  readonly traffic: Traffic
  /** Whose calls come by this proxy. */
  readonly actor?: string
}

/** A loopback address that leads to a server, speaks its protocol and sees every unit. */
export interface WireProxy extends AsyncDisposable {
  /** The server's address with the proxy's host and port. */
  readonly url: string
  /** Those whose client is there, or whose server's side has not ended. */
  readonly connections: readonly WireConnection[]
  /** From now on who connects is accepted, and hears nothing. */
  darken(): void
  /** Serves those who came in the dark and are still there, and whoever comes from now on. */
  lighten(): void
  /** From now on who connects is refused. */
  refuse(): Promise<void>
  /** Takes connections again. */
  accept(): Promise<void>
  /** Resolves when the server is rid of every client that has left. */
  settled(): Promise<void>
}

/** What is particular to one protocol. */
interface Protocol {
  readonly follow: (socket: Socket, setting: ConnectionSetting) => ProxiedConnection
  readonly settled?: () => Promise<void>
  /** Ends what the protocol keeps besides connections. */
  readonly end?: () => Promise<void>
}

export async function startProxy({ url, traffic, actor }: ProxyOptions, protocol: Protocol): Promise<WireProxy> {
  const connections = new Set<ProxiedConnection>()
  const inTheDark = new Set<Socket>()
  const { host } = new URL(url)
  let ordinal = 0
  let isDark = false
  const serve = (socket: Socket): void => {
    ordinal += 1
    const ended = (connection: ProxiedConnection): boolean => connections.delete(connection)
    connections.add(protocol.follow(socket, { serverHost: host, ordinal, actor, traffic, ended }))
  }
  const listener = await listenOnLoopback((socket) => {
    if (isDark) leaveWaiting(socket, inTheDark)
    else serve(socket)
  })
  return {
    url: withPort(url, listener.port),
    get connections() {
      return [...connections]
    },
    darken: () => {
      isDark = true
    },
    lighten: () => {
      isDark = false
      for (const socket of inTheDark) serve(socket)
      inTheDark.clear()
    },
    refuse: () => listener.refuse(),
    accept: () => listener.listen(),
    settled: async () => protocol.settled?.(),
    async [Symbol.asyncDispose]() {
      listener[Symbol.dispose]()
      await protocol.end?.()
    },
  }
}

function withPort(url: string, port: number): string {
  const address = new URL(url)
  address.host = `127.0.0.1:${port}`
  // A bare HTTP address is given a slash, and whoever appends a path to it would have two.
  return url.endsWith('/') ? address.href : address.href.replace(/\/$/, '')
}

/** What it says is kept in the socket until somebody reads it. */
function leaveWaiting(socket: Socket, waiting: Set<Socket>): void {
  waiting.add(socket)
  socket.on('error', () => socket.destroy())
  socket.on('close', () => waiting.delete(socket))
  socket.unref()
}
