import { connect, type Socket } from 'node:net'
import type { RedisTime } from '../redis/redis-time.ts'
import { type ConnectionSetting, ProxiedConnection } from './proxied-connection.ts'
import { isConfirmation, isPublished, isSubscribing } from './redis-command.ts'
import { type CommandBatch, RedisUnitBuilder } from './redis-unit-builder.ts'
import { RespReader } from './resp-reader.ts'
import type { ServerAddress } from './server-address.ts'
import type { Command, RedisUnit, Reply } from './unit.ts'

interface RedisSetting extends ConnectionSetting {
  readonly server: ServerAddress
  readonly time: RedisTime
}

/** One client of a Redis proxy: follows the protocol on both sides and lets units through one by one. */
export class RedisConnection extends ProxiedConnection {
  readonly service = 'redis'
  readonly backendPid = undefined
  readonly #server: Socket
  readonly #time: RedisTime
  readonly #commands = new RespReader()
  readonly #replies = new RespReader()
  readonly #builder = new RedisUnitBuilder()
  readonly #waiting: CommandBatch[] = []
  #passing: CommandBatch | undefined
  #isReleased = false
  /** Replies that the server still owes. */
  #owed = 0

  constructor(socket: Socket, setting: RedisSetting) {
    super(socket, setting)
    this.#time = setting.time
    this.open()
    this.#server = connect({ host: setting.server.host, port: setting.server.port, noDelay: true })
    this.#server.on('connect', () => this.#becomeReady())
    this.#server.on('data', (chunk: Buffer) => this.#readServer(chunk))
    this.#server.on('error', () => this.#server.destroy())
    this.#server.on('close', () => this.#serverIsGone())
  }

  get isInFlight(): boolean {
    return this.#isReleased && this.#owed > 0
  }

  get currentUnit(): RedisUnit | undefined {
    return this.#passing?.unit
  }

  get isInTransaction(): boolean {
    return this.#passing?.isOpen === true
  }

  get serverSidePort(): number | undefined {
    return this.#server.localPort
  }

  #becomeReady(): void {
    this.isShakingHands = false
    this.traffic.ready(this)
  }

  protected override readClient(chunk: Buffer): void {
    const batches = this.#builder.add(this.#commands.read(chunk), (batch, command, bytes) => {
      if (batch === this.#passing && this.#isReleased) this.#send([command], [bytes])
      else batch.bytes.push(bytes)
    })
    this.#waiting.push(...batches)
    if (!this.#passing) this.#takeNext()
  }

  #takeNext(): void {
    const next = this.#waiting.shift()
    if (!next) return
    this.#passing = next
    this.#isReleased = false
    const release = next.isPassing ? undefined : this.traffic.arrived(this, next.unit)
    if (release !== undefined) void release.then(() => this.#release(next))
    else this.#release(next)
  }

  #release(batch: CommandBatch): void {
    if (this.isLeft || this.client.isDark) return
    this.#isReleased = true
    this.#send(batch.unit.commands, batch.bytes)
    if (!batch.isPassing && !batch.isOpen) this.traffic.entered?.(this, batch.unit)
  }

  #send(commands: readonly Command[], bytes: readonly Buffer[]): void {
    for (const command of commands) this.#owed += isSubscribing(command) ? Math.max(1, command.args.length) : 1
    const translated = bytes.map((sent, at) => {
      const command = commands[at]
      return command ? this.#time.translate(command, sent) : sent
    })
    this.#server.write(Buffer.concat(translated))
  }

  #readServer(chunk: Buffer): void {
    this.client.say(chunk)
    for (const { value, isPush } of this.#replies.read(chunk)) this.#follow(value, isPush)
    this.traffic.spoke(this)
  }

  #follow(value: Reply, isPush: boolean): void {
    if (isPublished(value) || (isPush && !isConfirmation(value))) return
    this.#passing?.unit.replies.push(value)
    this.#owed = Math.max(0, this.#owed - 1)
    const ended = this.#passing
    if (this.#owed > 0 || !ended || ended.isOpen) return
    this.#passing = undefined
    this.#isReleased = false
    if (!ended.isPassing) this.traffic.answered(this, ended.unit)
    if (this.isLeft) this.serverIsIdle()
    else this.#takeNext()
  }

  #serverIsGone(): void {
    this.client.end()
    if (!this.isLeft) return
    this.#owed = 0
    this.serverIsIdle()
  }

  protected override endServer(): void {
    this.#server.destroy()
  }
}
