import { setTimeout as delay } from 'node:timers/promises'
import { CourseError } from '../../errors.ts'
import { pollUntil } from '../poll-until.ts'
import type { ServerRecord, StartOptions, WarmServers } from '../provider.ts'
import { providers, wishedProvider } from '../providers.ts'
import { requireRight } from '../require-right.ts'
import type { RunningService } from '../service.ts'
import type { ServiceSettings } from '../service-settings.ts'
import { startServer } from '../start-server.ts'
import { imageNameOf, type WarmServiceName } from '../warm-service.ts'
import type { KeeperState } from './keeper-state.ts'
import type { Leasable, LeaseSource } from './lease-source.ts'
import { openSource } from './open-source.ts'

const spareLimitMs = 2000
/** A server that does not answer for so long may be paused: a person is told. */
const noticeAfterMs = 500
/** Longer than any run of a kata. */
const roomLimitMs = 60_000

const asSpare: StartOptions = { settings: {}, count: 1, pull: false, onProgress: () => undefined }

interface SlotEvents {
  /** What the state file says of this service is no longer true. */
  readonly onChange: () => void
  /** Everything leased or kept from the server went with it. */
  readonly onGone: () => void
  /** How many leases are held now. */
  readonly countLeases: () => number
  /** Gives up what was kept for a person to look into. */
  readonly discardKept: () => Promise<void>
}

interface Taken {
  readonly leasable: Leasable
  readonly running: RunningService
}

/** One service: its warm server, when there is one, and a spare that makes the next lease quick. */
export class WarmSlot {
  readonly name: WarmServiceName
  readonly #events: SlotEvents
  #source: LeaseSource | undefined
  #spare: Promise<Leasable | undefined> | undefined
  #turn: Promise<unknown> = Promise.resolve()
  /** Leases that are about to be opened. */
  #taking = 0

  constructor(name: WarmServiceName, events: SlotEvents) {
    this.name = name
    this.#events = events
  }

  get source(): LeaseSource | undefined {
    return this.#source
  }

  /** Gives back the running server, after starting it, or starting it anew, when that is needed. */
  ensure(options: StartOptions): Promise<LeaseSource> {
    return this.#inTurn(async () => {
      const source = await this.#ensureNow(options)
      await this.#noting(source, async () => source.prepare?.(options))
      return source
    })
  }

  /**
   * Hands something to lease to `open`. A server may end between the look at it and the lease; asking again replaces
   * it, and leaves one alone that lives, or that somebody else has started meanwhile.
   */
  async take<T>(options: StartOptions, open: (taken: Taken) => T): Promise<T> {
    try {
      return await this.#takeFrom(options, open)
    } catch (error) {
      if (error instanceof CourseError) throw error
      return this.#takeFrom(options, open)
    }
  }

  /** Takes over the server of an earlier keeper, and of its leases those that were kept. */
  adopt({ servers, kept }: Pick<KeeperState, 'servers' | 'kept'>): Promise<Map<string, Leasable>> {
    return this.#inTurn(async () => {
      const adopted = new Map<string, Leasable>()
      const record = servers.find(({ service }) => service.name === this.name)
      const server = record && (await adoptServer(this.name, record))
      if (!server) return adopted
      const source = await openSource(this.name, server)
      for (const item of kept.filter(({ service }) => service === this.name)) {
        const leasable = await source.adopt(item)
        if (leasable) adopted.set(item.leaseId, leasable)
      }
      await source.removeOthers([...adopted.values()])
      this.#use(source)
      return adopted
    })
  }

  stop(): Promise<void> {
    return this.#inTurn(() => this.#stopNow())
  }

  /** Where a server can serve only so many at once, the next one waits until a lease ends. */
  async #waitForRoom({ server, mostLeases }: LeaseSource): Promise<void> {
    if (mostLeases === undefined) return
    const hasRoom = async () => this.#events.countLeases() + this.#taking < mostLeases
    if (!(await pollUntil(hasRoom, { withinMs: roomLimitMs }))) throw full(server.record.service, mostLeases)
    // What a failed run left takes the room of the next.
    await this.#events.discardKept()
  }

  async #takeFrom<T>(options: StartOptions, open: (taken: Taken) => T): Promise<T> {
    const source = await this.#inTurn(() => this.#ensureNow(options))
    await this.#waitForRoom(source)
    this.#taking += 1
    const pending = this.#spare
    this.#spare = undefined
    try {
      const spare = await pending
      const leasable = spare && (await spare.isAlive()) ? spare : await this.#noting(source, () => source.make(options))
      return open({ leasable, running: source.server.record.service })
    } finally {
      this.#taking -= 1
      // Only after the answer has left: making a spare keeps the server, and starting a process this one, busy.
      setTimeout(() => this.#prepareSpare(source), 5)
    }
  }

  async #ensureNow(options: StartOptions): Promise<LeaseSource> {
    const source = (await this.#findFitting(options)) ?? (await this.#startNow(options))
    const { lacks = {} } = source.server.record.service
    if (options.count > 1) requireRight({ lacks }, 'several', `${options.count} servers of ${this.name}`)
    return source
  }

  async #findFitting({ settings, onProgress }: StartOptions): Promise<LeaseSource | undefined> {
    const source = this.#source
    if (!source) return undefined
    const text = `waiting for the ${this.name} that runs to answer`
    const notice = setTimeout(() => onProgress({ service: this.name, stage: 'starting', text }), noticeAfterMs)
    if (!(await source.isAlive().finally(() => clearTimeout(notice)))) return undefined
    if (fits(source, this.name, settings)) return source
    if (this.#events.countLeases() > 0) throw busy(source)
    return undefined
  }

  async #startNow(options: StartOptions): Promise<LeaseSource> {
    await this.#stopNow()
    const fresh = await openSource(this.name, await startServer(this.name, options))
    try {
      this.#use(fresh)
      return fresh
    } catch (error) {
      // A server that is written down nowhere would outlive a keeper that is killed.
      await this.#stopNow()
      throw error
    }
  }

  /** A source may replace its server by another one, and then something else has to be written down. */
  async #noting<T>({ server }: LeaseSource, work: () => Promise<T>): Promise<T> {
    const before = server.record
    const result = await work()
    if (server.record !== before) this.#events.onChange()
    return result
  }

  async #stopNow(): Promise<void> {
    const source = this.#source
    if (!source) return
    this.#source = undefined
    const spare = this.#spare
    this.#spare = undefined
    this.#events.onGone()
    // Whoever closes a connection on which a spare is being made does not stop the server from making it, and leaves it
    // behind; a server that hangs would never make it.
    await Promise.race([spare, delay(spareLimitMs, undefined, { ref: false })])
    source.close()
    await source.server.stop()
    try {
      this.#events.onChange()
    } catch {
      // On a full disk what is written down is too much now, which the next keeper finds out by itself.
    }
  }

  #use(source: LeaseSource): void {
    this.#source = source
    this.#events.onChange()
    this.#prepareSpare(source)
  }

  /**
   * A spare that can't be made is not an error yet: the next lease tries again and says why. Where leases are counted,
   * a spare would take the place of one.
   */
  #prepareSpare(source: LeaseSource): void {
    const hasPlace = this.#source === source && !this.#spare && source.mostLeases === undefined && !source.prepare
    if (hasPlace) this.#spare = source.make(asSpare).catch(() => undefined)
  }

  /** One start, stop or adoption at a time. */
  #inTurn<T>(action: () => Promise<T>): Promise<T> {
    const result = this.#turn.then(action, action)
    this.#turn = result.catch(() => undefined)
    return result
  }
}

async function adoptServer<Name extends WarmServiceName>(
  name: Name,
  record: ServerRecord,
): Promise<WarmServers[Name] | undefined> {
  const provider = providers.find((candidate) => candidate.name === record.service.provider)
  return provider?.services[name]?.adopt(record)
}

/** Whether the running server is what this client wishes for. */
function fits({ server }: LeaseSource, name: WarmServiceName, settings: ServiceSettings): boolean {
  const { service, madeFrom, external } = server.record
  const wished = wishedProvider(name, settings)
  if (service.provider === 'external') return wished === 'external' && settings.external?.[name] === external
  const image = settings.images?.[imageNameOf(name)]
  const isWishedProvider = wished === undefined || wished === service.provider
  return isWishedProvider && (service.provider !== 'docker' || image === undefined || image === madeFrom)
}

function full({ name, provider }: RunningService, mostLeases: number): CourseError {
  return new CourseError('SERVICE_BUSY', {
    message: `${name} by ${provider} can serve ${mostLeases === 1 ? 'one run' : `${mostLeases} runs`} at a time, and was in use for ${roomLimitMs / 1000} s.`,
  })
}

function busy({ server }: LeaseSource): CourseError {
  const { service, madeFrom } = server.record
  return new CourseError('SERVICE_BUSY', {
    message: `Another run is using ${service.name} by ${service.provider} (${madeFrom}), and this one asks for another.`,
  })
}
