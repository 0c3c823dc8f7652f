import { turns } from '../../clock.ts'
import { closeAndFindLeaks } from '../../leaks/close-and-find-leaks.ts'
import type { Leak } from '../../leaks/leak.ts'
import type { WireConnection } from '../traffic.ts'
import { type Aftermath, ArmedFault, type Delay, type FaultEffect, type LinkFault, type Which } from './fault.ts'
import type { FaultyLine } from './faulty-line.ts'
import type { LinkMessage } from './faulty-traffic.ts'
import { type MessageName, renderMessageName } from './message.ts'

/** In these, code whose connection was reset has noticed it and given back what it held. */
const turnsAfterReset = 16

/**
 * An address of its own for one server, on which a test lets go wrong what goes wrong between client and server. The
 * vocabulary is the same for Postgres (a message is a statement, with all that goes to the server together with it),
 * Redis (a command, a pipeline, or MULTI to EXEC) and HTTP (a request). A fault hits a message by its name and number,
 * never a moment. It needs no rights on the server. Everything ends with the test.
 */
export class Link {
  /** Leads to the server. For the learner's code. */
  readonly url: string
  readonly #line: FaultyLine
  /** Connections that a fault has broken: their clients may still wait. */
  readonly #broken = new Set<WireConnection>()

  constructor(line: FaultyLine) {
    this.url = line.proxy.url
    this.#line = line
  }

  /**
   * The server never has the message. Its connection is reset, or stays open and silent for good: then it is
   * for the client to give up. A transaction that was open on it is rolled back when it is reset.
   * @example link.dropRequest('COMMIT')
   */
  dropRequest(name: MessageName, { connection = 'cut', ...which }: Which & Aftermath = {}): LinkFault {
    return this.#arm({ kind: 'drop request', connection }, name, which)
  }

  /**
   * The server has done what the message asks, and its reply is lost. Then the connection is reset, or stays open and
   * silent for good.
   * @example
   * const link = await wire.postgres()
   * link.dropReply('COMMIT')
   * await expect(pay(link.pool(), intent)).rejects.toThrow() // and the row is there
   */
  dropReply(name: MessageName, { connection = 'cut', ...which }: Which & Aftermath = {}): LinkFault {
    return this.#arm({ kind: 'drop reply', connection }, name, which)
  }

  /**
   * The client's side is reset as soon as the server has the message, which it goes on to work on. `settled()` waits
   * until it has done so.
   * @example link.cutDuring('POST /charges')
   */
  cutDuring(name: MessageName, which: Which = {}): LinkFault {
    return this.#arm({ kind: 'cut during' }, name, which)
  }

  /**
   * The message, its reply, or both are late by so many milliseconds of the test's clock, which the test advances.
   * @example link.delay('POST /charges', { replyMs: 20_000 })
   */
  delay(name: MessageName, { requestMs = 0, replyMs = 0, ...which }: Which & Delay): LinkFault {
    return this.#arm({ kind: 'delay', requestMs, replyMs }, name, which)
  }

  /** From now on every message and every reply is late by so many milliseconds of the test's clock. */
  latency({ requestMs = 0, replyMs = 0 }: Delay): void {
    this.#line.traffic.latency = { requestMs, replyMs }
  }

  /**
   * From now on bytes vanish in both directions. Connections stay open and neither side is told; new ones are taken
   * and hear nothing. After `heal()` new ones work, and so do those that were opened in the dark. Those that were open
   * before stay silent, as behind a firewall that has forgotten them, and the server learns that they are gone.
   */
  blackHole(): void {
    this.#line.proxy.darken()
    for (const connection of this.#live()) this.#break(connection, () => connection.darken())
  }

  /** Resets every connection that is open now. The server's side ends, too. */
  reset(): void {
    for (const connection of this.#live()) this.#break(connection, () => connection.cut('ends'))
  }

  /**
   * One side of every connection that is open now goes away, and the other is not told. Without the server, the client
   * waits for ever. Without the client, the server keeps its transaction and its locks until `heal()`.
   * @example link.halfOpen({ gone: 'server' })
   */
  halfOpen({ gone }: { readonly gone: 'server' | 'client' }): void {
    for (const connection of this.#live())
      this.#break(connection, () => (gone === 'server' ? connection.abandon() : connection.cut('stays')))
  }

  /** From now on new connections are refused (ECONNREFUSED). Those that are open stay. */
  async refuse(): Promise<void> {
    await this.#line.proxy.refuse()
  }

  /** Ends all that goes wrong: new connections work, nothing is late, and faults that have not met their message are disarmed. */
  async heal(): Promise<void> {
    const { proxy, traffic } = this.#line
    traffic.heal()
    for (const connection of proxy.connections) {
      if (connection.isLive) continue
      this.#broken.add(connection)
      connection.abandon()
    }
    proxy.lighten()
    await proxy.accept()
  }

  /** What came to the link, in order, and what became of it. */
  messages(): readonly LinkMessage[] {
    return this.#line.traffic.messages
  }

  /** @internal Faults that never met their message, as the end of a sentence. */
  findUnmet(): string[] {
    const { traffic, serverName } = this.#line
    return traffic.faults
      .filter((fault) => fault.hits === 0 && !fault.isDisarmed)
      .map(({ effect, name }) => `"${effect.kind}" on the link to ${serverName} waited for ${renderMessageName(name)}`)
  }

  /** @internal Ends it. Whoever still waits on a broken connection has an error now. */
  async close(): Promise<Leak[]> {
    await this.heal()
    for (const connection of this.#broken) connection.cut('ends')
    await turns(turnsAfterReset)
    const leaks = await closeAndFindLeaks(
      this.#line.open,
      () => this.findCheckedOut(),
      () => this.endClients(),
    )
    await this.#line.proxy[Symbol.asyncDispose]()
    return leaks
  }

  /** What was taken from clients that the kit made on this link, and not given back. */
  protected findCheckedOut(): Leak[] {
    return []
  }

  protected async endClients(): Promise<void> {}

  #arm(effect: FaultEffect, name: MessageName, which: Which): LinkFault {
    const fault = new ArmedFault(effect, name, which)
    this.#line.traffic.faults.push(fault)
    return fault
  }

  #live(): readonly WireConnection[] {
    return this.#line.proxy.connections.filter((connection) => connection.isLive)
  }

  #break(connection: WireConnection, how: () => void): void {
    this.#broken.add(connection)
    how()
  }
}
