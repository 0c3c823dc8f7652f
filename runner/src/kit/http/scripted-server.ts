import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { CourseError } from '../../errors.ts'
import { asKit, asTest, findClientPorts } from '../origin/async-watch.ts'
import { HttpConnection } from './http-connection.ts'
import { HttpExchange } from './http-exchange.ts'
import { readRequest } from './read-request.ts'
import type { IncomingRequest, RecordedRequest, Script } from './script.ts'

interface Setting {
  readonly name: string
  readonly script: Script
  /** The test's clock. */
  readonly sleep: (ms: number) => Promise<void>
  /** Told of everything that happens. */
  readonly touch: () => void
  /** Told when the script throws, which is the test's mistake and not the learner's. */
  readonly failed: (error: unknown) => void
}

/**
 * An HTTP/1.1 server on loopback that does with each request as its script says, and remembers what it saw. It never
 * closes a connection by itself.
 */
export class ScriptedServer {
  /** As the test calls it. */
  readonly name: string
  readonly #setting: Setting
  readonly #server: Server
  readonly #connections = new Map<Socket, HttpConnection>()
  readonly #open = new Set<HttpExchange>()
  #requests: RecordedRequest[] = []
  #arrived = 0
  #accepted = 0
  #mostInFlight = 0
  #port = 0

  private constructor(setting: Setting) {
    this.name = setting.name
    this.#setting = setting
    // Limits of real time would close connections in the middle of a test that takes its time.
    this.#server = asKit(() => createServer({ keepAliveTimeout: 0, requestTimeout: 0, headersTimeout: 0 }))
    this.#server.on('connection', (socket: Socket) => this.#accept(socket))
    this.#server.on('request', (message, response) => void asKit(() => this.#receive(message, response)))
  }

  /** @internal Tests use `http.server()`. */
  static async open(setting: Setting): Promise<ScriptedServer> {
    const server = new ScriptedServer(setting)
    await server.start()
    return server
  }

  /** For the learner's code: `http://127.0.0.1:40123`. It stays the same when the server is stopped and started. */
  get url(): string {
    return `http://127.0.0.1:${this.#port}`
  }

  /** What has arrived since the server was made or `forgetRequests()`, in that order. A request counts once it is whole. */
  requests(): readonly RecordedRequest[] {
    return this.#requests
  }

  /** Forgets the requests and the most that were in flight. `nth` goes on counting. */
  forgetRequests(): void {
    this.#requests = []
    this.#mostInFlight = this.#open.size
  }

  /** How many requests have arrived and not ended. */
  get inFlight(): number {
    return this.#open.size
  }

  /** The most requests that were in flight at the same time, since the server was made or `forgetRequests()`. */
  get mostInFlight(): number {
    return this.#mostInFlight
  }

  /** How many connections were accepted since the server was made. */
  get connectionsOpened(): number {
    return this.#accepted
  }

  get connectionsOpen(): number {
    return this.#connections.size
  }

  /**
   * Stops, as a process that ends: what is connected is closed, requests in flight get no answer, and new connections
   * are refused (`ECONNREFUSED`) until `start()`.
   * @example
   * await payments.stop()
   * await expect(charge(payments.url)).rejects.toThrow()
   * await payments.start()
   */
  async stop(): Promise<void> {
    if (!this.#server.listening) return
    const closed = new Promise((resolve) => this.#server.close(resolve))
    for (const connection of this.#connections.values()) connection.destroy()
    await closed
  }

  /** Listens again, at the same address. Rejects with SERVICE_LOST when another program has taken the port. */
  async start(): Promise<void> {
    if (this.#server.listening) return
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', (error) => reject(this.#portTaken(error)))
      asKit(() => this.#server.listen(this.#port, '127.0.0.1', resolve))
    })
    this.#server.removeAllListeners('error')
    const address = this.#server.address()
    if (address && typeof address === 'object') this.#port = address.port
  }

  /** @internal What still moves here by itself, as `settled()` asks. */
  findReasonToWait(): string | undefined {
    for (const exchange of this.#open) {
      const { method, path } = exchange.record
      if (exchange.isWorking) return `the script of ${this.name} has not decided about ${method} ${path}`
    }
    const connections = [...this.#connections.values()]
    if (connections.some((connection) => connection.isMoving)) return `bytes are on their way to or from ${this.name}`
    const known = new Set(connections.map(({ clientPort }) => clientPort))
    const isUnknown = findClientPorts(this.#port).some((port) => !known.has(port))
    return isUnknown ? `a connection to ${this.name} is being opened or closed` : undefined
  }

  /** @internal Whether the client at this port waits for what the test decides about. */
  isHolding(clientPort: number): boolean {
    return [...this.#connections.values()].some((one) => one.clientPort === clientPort && one.isHolding)
  }

  /** @internal Ends the server after the test, whatever is still open. */
  close(): void {
    if (this.#server.listening) this.#server.close()
    for (const connection of this.#connections.values()) connection.abandon()
  }

  #accept(socket: Socket): void {
    this.#accepted += 1
    this.#connections.set(socket, new HttpConnection(this.#accepted, socket))
    this.#setting.touch()
    socket.on('close', () => {
      this.#connections.delete(socket)
      this.#setting.touch()
    })
  }

  async #receive(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const connection = this.#connections.get(message.socket)
    const read = await readRequest(message)
    if (!connection || !read) return
    const request = { ...read, nth: ++this.#arrived, connection: connection.ordinal }
    const exchange = new HttpExchange({
      request,
      response,
      ended: () => {
        this.#open.delete(exchange)
        connection.forget(exchange)
        this.#setting.touch()
      },
    })
    connection.follow(exchange)
    this.#open.add(exchange)
    this.#requests.push(exchange.record)
    this.#mostInFlight = Math.max(this.#mostInFlight, this.#open.size)
    this.#setting.touch()
    await this.#decide(exchange, request)
  }

  async #decide(exchange: HttpExchange, request: IncomingRequest): Promise<void> {
    const until = <T>(held: Promise<T>): Promise<T> => exchange.until(held)
    const sleep = (ms: number): Promise<void> => exchange.until(this.#setting.sleep(ms))
    try {
      exchange.carryOut(
        await asTest(async () => this.#setting.script({ ...request, until, sleep, signal: exchange.signal })),
      )
    } catch (error) {
      this.#setting.failed(error)
      exchange.carryOut({ status: 500, text: `The script of ${this.name} threw: ${String(error)}` })
    }
    this.#setting.touch()
  }

  #portTaken(cause: Error): CourseError {
    const message = `The server ${this.name} of the test could not listen on ${this.url}: ${cause.message}.`
    return new CourseError('SERVICE_LOST', { message, hint: 'Run again.', cause })
  }
}
