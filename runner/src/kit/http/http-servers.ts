import type { Clock } from '../clock.ts'
import type { OtherTraffic } from '../interleave/other-traffic.ts'
import type { Script } from './script.ts'
import { ScriptedServer } from './scripted-server.ts'

/** Small HTTP servers on loopback with scripted behaviour. They need no service. */
export interface HttpFixture {
  /**
   * Starts a server, which ends after the test. `name` is what messages call it. Whatever clients of it are still open
   * then is closed without a complaint; a call that waits for an answer is left waiting.
   * An error that `script` throws fails the test; its client gets a 500.
   * @example
   * const payments = await http.server('payments', ({ nth, json }) => {
   *   if (nth === 1) return { fault: 'drop' }
   *   return { status: 201, json }
   * })
   * await charge(payments.url, { amount: 50 })
   * expect(payments.requests().map(({ outcome }) => outcome)).toEqual(['dropped', 'answered'])
   * @example
   * // The effect happens, the reply is lost:
   * const bank = await http.server('bank', async ({ json }) => {
   *   await postgres.query('INSERT INTO charges (amount) VALUES ($1)', [(json as Charge).amount])
   *   return { fault: 'drop' }
   * })
   * @example
   * // Thirty seconds late, on the test's clock:
   * const slow = await http.server('recommendations', async ({ sleep }) => {
   *   await sleep(30_000)
   *   return { json: [] }
   * })
   */
  server(name: string, script: Script): Promise<ScriptedServer>
}

/** The scripted servers of one test or demo. */
export class HttpServers implements HttpFixture, OtherTraffic {
  readonly #servers: ScriptedServer[] = []
  readonly #clock: Clock
  readonly #errors: unknown[] = []
  activity = 0

  constructor(clock: Clock) {
    this.#clock = clock
  }

  async server(name: string, script: Script): Promise<ScriptedServer> {
    const server = await ScriptedServer.open({
      name,
      script,
      sleep: (ms) => this.#clock.sleep(ms),
      touch: () => {
        this.activity += 1
      },
      failed: (error) => void this.#errors.push(error),
    })
    this.#servers.push(server)
    return server
  }

  findReasonToWait(): string | undefined {
    for (const server of this.#servers) {
      const reason = server.findReasonToWait()
      if (reason) return reason
    }
    return undefined
  }

  isHolding(clientPort: number): boolean {
    return this.#servers.some((server) => server.isHolding(clientPort))
  }

  /** Throws what a script threw, if any did. */
  assertScriptsRan(): void {
    if (this.#errors.length > 0) throw this.#errors[0]
  }

  close(): void {
    for (const server of this.#servers) server.close()
  }
}
