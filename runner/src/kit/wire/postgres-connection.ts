import type { Socket } from 'node:net'
import { type Frame, FrameReader } from './postgres-frames.ts'
import { PostgresReplyReader } from './postgres-reply-reader.ts'
import type { PostgresSession } from './postgres-session.ts'
import { type FrontendUnit, PostgresUnitBuilder } from './postgres-unit-builder.ts'
import { type ConnectionSetting, ProxiedConnection } from './proxied-connection.ts'
import type { SessionStore } from './session-store.ts'
import type { PostgresUnit } from './unit.ts'

interface PostgresSetting extends ConnectionSetting {
  readonly sessions: SessionStore
  /** Hands a request to cancel on to the server. */
  readonly cancel: (request: Buffer) => void
}

const startupCodes = { ssl: 80877103, gss: 80877104, cancel: 80877102 }

/** What the server says when it wants rows for a COPY; until it is ready again, the client's bytes are those rows. */
const copyIn = 'GW'

/** A unit that the client sent, on its way through the server's door. */
interface Passing {
  readonly unit: PostgresUnit
  /** Not yet with the server. */
  bytes: readonly Buffer[]
  isWhole: boolean
  isReleased: boolean
}

/** One client of a Postgres proxy: follows the protocol on both sides and lets units through one by one. */
export class PostgresConnection extends ProxiedConnection {
  readonly service = 'postgres'
  readonly #sessions: SessionStore
  readonly #cancel: (request: Buffer) => void
  readonly #frames = new FrameReader(false)
  readonly #units = new PostgresUnitBuilder()
  readonly #waiting: FrontendUnit[] = []
  readonly #replies = new PostgresReplyReader((outcome) => this.#passing?.unit.outcomes.push(outcome))
  #session: PostgresSession | undefined
  #passing: Passing | undefined
  #isCopyingIn = false

  constructor(socket: Socket, setting: PostgresSetting) {
    super(socket, setting)
    this.#sessions = setting.sessions
    this.#cancel = setting.cancel
  }

  get isInFlight(): boolean {
    return this.#passing?.isReleased === true
  }

  get currentUnit(): PostgresUnit | undefined {
    return this.#passing?.unit
  }

  get isInTransaction(): boolean {
    return this.#session !== undefined && this.#session.transactionState !== 'I'
  }

  get backendPid(): number | undefined {
    return this.#session?.backendPid
  }

  get serverSidePort(): number | undefined {
    return this.#session?.socket.localPort
  }

  protected override readClient(chunk: Buffer): void {
    for (const frame of this.#frames.read(chunk)) {
      if (frame.type === '') this.#start(frame)
      else if (this.isShakingHands || this.#isCopyingIn) this.#session?.socket.write(frame.bytes)
      else if (frame.type === 'X') this.client.end()
      else this.#collect(frame)
    }
  }

  #start(frame: Frame): void {
    const code = frame.body.readInt32BE(0)
    if (code === startupCodes.ssl || code === startupCodes.gss) {
      this.client.say(Buffer.from('N'))
      return
    }
    if (code === startupCodes.cancel) {
      this.#cancel(frame.bytes)
      this.client.end()
      return
    }
    this.#frames.expectTypes()
    this.open()
    this.#session = this.#sessions.take(Buffer.from(frame.bytes))
    this.#session.attach(
      (frames, bytes) => this.#readServer(frames, bytes),
      () => this.#serverIsGone(),
    )
    if (!this.#session.isGreeted) return
    this.client.say(this.#session.greeting)
    this.#becomeReady()
  }

  #becomeReady(): void {
    this.isShakingHands = false
    this.traffic.ready(this)
  }

  #collect(frame: Frame): void {
    const unit = this.#units.add(frame)
    if (!unit) return
    this.#waiting.push(unit)
    const isContinuing = this.#passing?.isReleased === true && !this.#passing.isWhole
    if (isContinuing || !this.#passing) this.#takeNext()
  }

  /** Brings the next unit to the door; what follows a Flush belongs to the unit that is already inside. */
  #takeNext(): void {
    const next = this.#waiting.shift()
    if (!next) return
    const inside = this.#passing
    const passing = inside ?? { unit: next.unit, bytes: [], isWhole: false, isReleased: false }
    this.#passing = passing
    // Preparing or closing something asks nothing of the data: only what executes is shown at the door.
    const isShown = next.unit.statements.length > 0 && (!inside || inside.unit.statements.length === 0)
    if (inside) inside.unit.statements.push(...next.unit.statements)
    passing.bytes = next.bytes
    passing.isWhole = next.isWhole
    passing.isReleased = !isShown
    const release = isShown ? this.traffic.arrived(this, passing.unit) : undefined
    if (release !== undefined) void release.then(() => this.#release(passing))
    else this.#release(passing)
  }

  #release(passing: Passing): void {
    if (this.isLeft || this.client.isDark) return
    passing.isReleased = true
    this.#session?.socket.write(Buffer.concat(passing.bytes))
    if (passing.isWhole) this.traffic.entered?.(this, passing.unit)
  }

  #readServer(frames: readonly Frame[], bytes: Buffer): void {
    this.client.say(bytes)
    for (const frame of frames) {
      this.#replies.read(frame)
      if (copyIn.includes(frame.type)) this.#isCopyingIn = true
      if (frame.type === 'Z') this.#endUnit()
    }
    this.traffic.spoke(this)
  }

  #endUnit(): void {
    this.#isCopyingIn = false
    if (this.isShakingHands) {
      this.#becomeReady()
      return
    }
    const ended = this.#passing
    this.#passing = undefined
    if (ended) this.traffic.answered(this, ended.unit)
    if (this.isLeft) this.serverIsIdle()
    else this.#takeNext()
  }

  #serverIsGone(): void {
    this.client.end()
    if (!this.isLeft) return
    this.#passing = undefined
    this.serverIsIdle()
  }

  protected override endServer(): void {
    const session = this.#session
    if (!session) return
    const isQuiet = !this.isInFlight && !this.#frames.hasPart
    this.#sessions.giveBack(session, isQuiet)
  }
}
