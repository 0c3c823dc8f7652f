import { PostgresSession, type ServerAddress } from './postgres-session.ts'

/** Backends that wait for their next client. A backend takes milliseconds to start, an order of statements a few. */
export class SessionStore implements AsyncDisposable {
  readonly #server: ServerAddress
  readonly #isKeeping: boolean
  readonly #idle: PostgresSession[] = []
  readonly #leaving = new Set<Promise<void>>()

  constructor(server: ServerAddress, options: { readonly isKeeping: boolean }) {
    this.#server = server
    this.#isKeeping = options.isKeeping
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
      if (isQuiet) session.end()
      else session.socket.destroy()
      return
    }
    const leaving = this.#clean(session).finally(() => this.#leaving.delete(leaving))
    this.#leaving.add(leaving)
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
