import { connect, type Socket } from 'node:net'
import { framingOfRequest, framingOfResponse, HttpReader, statusOf, type WholeHttpMessage } from './http-reader.ts'
import { type ConnectionSetting, ProxiedConnection } from './proxied-connection.ts'
import type { ServerAddress } from './server-address.ts'
import type { HttpUnit } from './unit.ts'

interface HttpSetting extends ConnectionSetting {
  readonly server: ServerAddress
}

interface Passing {
  readonly unit: HttpUnit
  readonly bytes: Buffer
  isReleased: boolean
}

const goOn = Buffer.from('HTTP/1.1 100 Continue\r\n\r\n')

/** One client of an HTTP proxy: lets requests through whole and one by one, and responses as they come. */
export class HttpConnection extends ProxiedConnection {
  readonly service = 'http'
  readonly backendPid = undefined
  readonly isInTransaction = false
  readonly #server: Socket
  readonly #requests = new HttpReader({ framingOf: framingOfRequest, isKeepingBytes: true })
  readonly #responses = new HttpReader({
    framingOf: (startLine, headers) => framingOfResponse(this.#method, startLine, headers),
    isKeepingBytes: false,
  })
  readonly #waiting: Passing[] = []
  #passing: Passing | undefined
  #isTunnel = false
  #isAskedToGoOn = false

  constructor(socket: Socket, setting: HttpSetting) {
    super(socket, setting)
    this.open()
    this.#server = connect({ host: setting.server.host, port: setting.server.port, noDelay: true })
    this.#server.on('connect', () => {
      this.isShakingHands = false
      this.traffic.ready(this)
    })
    this.#server.on('data', (chunk: Buffer) => this.#readServer(chunk))
    this.#server.on('error', () => this.#server.destroy())
    this.#server.on('close', (hadError) => this.#serverIsGone(hadError))
  }

  get isInFlight(): boolean {
    return this.#passing?.isReleased === true
  }

  get currentUnit(): HttpUnit | undefined {
    return this.#passing?.unit
  }

  get serverSidePort(): number | undefined {
    return this.#server.localPort
  }

  /** The method of the request that is being answered. */
  get #method(): string {
    return this.#passing?.unit.request.startLine.split(' ')[0] ?? ''
  }

  protected override readClient(chunk: Buffer): void {
    if (this.#isTunnel) {
      this.#server.write(chunk)
      return
    }
    for (const message of this.#requests.read(chunk)) this.#collect(message)
    this.#askToGoOn()
  }

  #collect({ bytes, ...request }: WholeHttpMessage): void {
    this.#isAskedToGoOn = false
    this.#waiting.push({ unit: { service: 'http', request }, bytes, isReleased: false })
    if (!this.#passing) this.#takeNext()
  }

  /** A request is shown whole, so a client that waits for leave to send its body is given it here. */
  #askToGoOn(): void {
    if (this.#isAskedToGoOn || !/100-continue/i.test(this.#requests.begun?.headers['expect'] ?? '')) return
    this.#isAskedToGoOn = true
    this.client.say(goOn)
  }

  #takeNext(): void {
    const next = this.#waiting.shift()
    if (!next) return
    this.#passing = next
    const release = this.traffic.arrived(this, next.unit)
    if (release !== undefined) void release.then(() => this.#release(next))
    else this.#release(next)
  }

  #release(passing: Passing): void {
    if (this.isLeft || this.client.isDark) return
    passing.isReleased = true
    this.#server.write(passing.bytes)
    this.traffic.entered?.(this, passing.unit)
  }

  #readServer(chunk: Buffer): void {
    this.client.say(chunk)
    if (!this.#isTunnel) this.#readResponses(chunk)
    this.traffic.spoke(this)
  }

  #readResponses(chunk: Buffer): void {
    for (const message of this.#responses.read(chunk)) {
      this.#answer(message)
      if (this.#isTunnel) return
    }
  }

  #answer({ startLine, headers, body }: Omit<WholeHttpMessage, 'bytes'>): void {
    const ended = this.#passing
    const status = statusOf(startLine)
    const isInterim = status < 200 && status !== 101
    if (!ended || isInterim) return
    this.#isTunnel = status === 101
    ended.unit.response = { startLine, headers, body }
    this.#passing = undefined
    this.traffic.answered(this, ended.unit)
    if (this.isLeft) this.serverIsIdle()
    else if (this.#isTunnel) this.#server.write(this.#requests.takeRest())
    else this.#takeNext()
  }

  #serverIsGone(hadError: boolean): void {
    const last = this.#responses.end()
    if (last) this.#answer(last)
    if (hadError) this.client.reset()
    else this.client.end()
    if (!this.isLeft) return
    this.#passing = undefined
    this.serverIsIdle()
  }

  protected override endServer(): void {
    this.#server.destroy()
  }
}
