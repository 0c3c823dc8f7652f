import { PostgresSession } from './postgres-session.ts'
import type { ServerAddress } from './server-address.ts'

/** Backends that wait for their next client. A backend takes milliseconds to start, an order of statements a few. */
export class SessionStore implements AsyncDisposable {
  readonly #server: ServerAddress
  readonly #isKeeping: boolean
  readonly #idle: PostgresSession[] = []
  readonly #leaving = new Set<Promise<void>>()
  #endedPids: number[] = []

  /** Without keeping, each client has a backend to itself, which ends with it. */
  constructor(server: ServerAddress, { isKeeping = true }: { readonly isKeeping?: boolean } = {}) {
    this.#server = server
    this.#isKeeping = isKeeping
  }

  /** A session for a client that opens with the bytes `startup`. */
  take(startup: Buffer): PostgresSession {
    const at = this.#idle.findIndex((session) => !session.isClosed && session.startup.equals(startup))
    const [warm] = at >= 0 ? this.#idle.splice(at, 1) : []
    return warm ?? new PostgresSession(this.#server, startup)
  }

  /** Takes back a session whose client has left; `isQuiet` says that the server owes no answer. */
  giveBack(session: PostgresSession, isQuiet: boolean): void {
    if (session.isClosed) return
    if (!isQuiet || !this.#isKeeping || !session.isGreeted) {
      session.attach(
        () => {},
        () => {},
      )
      if (session.backendPid !== undefined) this.#endedPids.push(session.backendPid)
      if (isQuiet) session.end()
      else session.socket.destroy()
      return
    }
    const leaving = this.#clean(session).finally(() => this.#leaving.delete(leaving))
    this.#leaving.add(leaving)
  }

  /** Backends that were not kept, since this was last asked: they end by themselves, when they notice. */
  takeEndedPids(): number[] {
    const pids = this.#endedPids
    this.#endedPids = []
    return pids
  }

  /** Resolves when every session given back so far is clean or closed. */
  async settled(): Promise<void> {
    await Promise.all(this.#leaving)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.settled()
    for (const session of this.#idle.splice(0)) session.end()
  }

  async #clean(session: PostgresSession): Promise<void> {
    if (await session.cleanUp()) this.#idle.push(session)
    else session.end()
  }
}
