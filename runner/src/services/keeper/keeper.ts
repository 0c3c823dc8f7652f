import { CourseError } from '../../errors.ts'
import { buildIdentity } from '../build-identity.ts'
import type { ServerRecord, StartOptions } from '../provider.ts'
import { providers } from '../providers.ts'
import type { ServiceProgress } from '../service-progress.ts'
import { type WarmServiceName, warmServiceNames } from '../warm-service.ts'
import { silenceOf } from '../why-silent.ts'
import type { KeeperState } from './keeper-state.ts'
import { LeaseBook } from './lease-book.ts'
import type { KeeperMethods, KeeperStatus, LeaseAddress, ShellTarget } from './protocol.ts'
import { findShellTarget } from './shell-target.ts'
import { WarmSlot } from './warm-slot.ts'

type Owned = Pick<KeeperState, 'servers' | 'kept'>

interface KeeperOptions {
  /** Writes down what is owned now. */
  readonly save: (owned: Owned) => void
  readonly idleMs: number
}

/** Owns the warm servers, and what is leased from them. Knows nothing of sockets. */
export class Keeper {
  readonly build = buildIdentity()
  readonly #startedAt = Date.now()
  readonly #options: KeeperOptions
  readonly #book = new LeaseBook()
  readonly #slots: Readonly<Record<WarmServiceName, WarmSlot>>
  readonly #gone = new WeakSet<object>()
  #lastUse = Date.now()
  #requests = 0

  constructor(options: KeeperOptions) {
    this.#options = options
    const slots = warmServiceNames.map((name) => [name, this.#makeSlot(name)] as const)
    this.#slots = Object.fromEntries(slots) as Record<WarmServiceName, WarmSlot>
  }

  get isBusy(): boolean {
    return this.#book.count > 0
  }

  get stopsInMs(): number {
    const isInUse = this.isBusy || this.#requests > 0
    return isInUse ? this.#options.idleMs : this.#lastUse + this.#options.idleMs - Date.now()
  }

  /** A request is being answered, until the result is disposed of. */
  beginRequest(): Disposable {
    this.#requests++
    return {
      [Symbol.dispose]: () => {
        this.#requests--
        this.#touch()
      },
    }
  }

  /** Takes over what an earlier keeper left, and removes what of it can't be used. */
  async adopt(owned: Owned): Promise<void> {
    for (const slot of Object.values(this.#slots)) {
      const adopted = await slot.adopt(owned)
      for (const record of owned.kept) {
        const leasable = adopted.get(record.leaseId)
        if (leasable) this.#book.restore(record, leasable)
      }
    }
    const servers = this.#servers()
    await Promise.all(providers.map((provider) => provider.removeLeftovers(servers).catch(() => undefined)))
    this.#save()
  }

  async ensure(
    { services, pull, settings }: KeeperMethods['ensure']['params'],
    onProgress: (progress: ServiceProgress) => void,
  ): Promise<KeeperMethods['ensure']['result']> {
    const wanted = warmServiceNames.flatMap((name) => (services[name] ? [{ name, count: services[name] }] : []))
    const sources = wanted.map(({ name, count }) => this.#slots[name].ensure({ settings, count, pull, onProgress }))
    // All are waited for, so that a failure of one does not leave the start of another unwatched.
    await Promise.allSettled(sources)
    return (await Promise.all(sources)).map(({ server }) => server.record.service)
  }

  async lease(holder: object, { service, settings, count }: KeeperMethods['lease']['params']): Promise<LeaseAddress> {
    const options: StartOptions = { settings, count, pull: false, onProgress: () => undefined }
    const address = await this.#slots[service].take(options, ({ leasable, running }) =>
      this.#book.open(holder, service, leasable, running),
    )
    // Whoever hung up while waiting would otherwise hold the lease for ever.
    if (this.#gone.has(holder)) await this.release(address.leaseId)
    return address
  }

  async release(leaseId: string): Promise<void> {
    await this.#book.release(leaseId)
    this.#touch()
  }

  /** The holder is gone. */
  async releaseAllOf(holder: object): Promise<void> {
    this.#gone.add(holder)
    await this.#book.releaseAllOf(holder)
    this.#touch()
  }

  keep(leaseId: string, label: string): void {
    this.#book.keep(leaseId, label)
    this.#save()
  }

  async discardKept(label: string): Promise<void> {
    await this.#book.discardKept(label)
    this.#save()
  }

  /** What is leased under this id. Throws SERVICE_LOST when it is gone. */
  find(leaseId: string) {
    return this.#book.find(leaseId)
  }

  /** Throws SERVICE_LOST, with the cause, when what is leased under this id does not answer. */
  async assertAlive(leaseId: string): Promise<void> {
    const service = this.#book.serviceOf(leaseId)
    if (await this.find(leaseId).isAlive()) return
    throw await this.#silenceOf(service)
  }

  /** The error of the first of these services whose server does not answer; undefined when all do. */
  async findSilent(services: readonly WarmServiceName[]): Promise<CourseError | undefined> {
    const answers = await Promise.all(services.map((name) => this.#slots[name].source?.isAlive() ?? false))
    const at = answers.indexOf(false)
    return at < 0 ? undefined : this.#silenceOf(services[at])
  }

  async #silenceOf(service: WarmServiceName | undefined): Promise<CourseError> {
    const record = service && this.#slots[service].source?.server.record
    if (record) return silenceOf(record)
    return new CourseError('SERVICE_LOST', { message: 'The server of this run was stopped in the meantime.' })
  }

  status(): KeeperStatus {
    return {
      processId: process.pid,
      build: this.build,
      startedAt: this.#startedAt,
      memoryBytes: process.memoryUsage.rss(),
      services: this.#servers().map(({ service }) => service),
      leases: this.#book.count,
      kept: this.#book.kept,
      stopsInMs: this.stopsInMs,
    }
  }

  async stop(services: readonly WarmServiceName[] = warmServiceNames): Promise<void> {
    await Promise.all(services.map((name) => this.#slots[name].stop()))
  }

  /** With `leaseId` it leads to what is leased under this id, else to what the last failed run left. */
  findShellTarget(service: WarmServiceName, leaseId?: string): ShellTarget {
    const records = leaseId === undefined ? this.#book.kept : this.#book.describe(leaseId)
    return findShellTarget(service, this.#slots[service].source, records)
  }

  async readLog(service: WarmServiceName): Promise<string | undefined> {
    return this.#slots[service].source?.server.readLog()
  }

  #touch(): void {
    this.#lastUse = Date.now()
  }

  #makeSlot(name: WarmServiceName): WarmSlot {
    return new WarmSlot(name, {
      onChange: () => this.#save(),
      onGone: () => this.#book.forget(name),
      countLeases: () => this.#book.countOf(name),
      discardKept: async () => {
        await this.#book.discardKeptOf(name)
        this.#save()
      },
    })
  }

  #servers(): readonly ServerRecord[] {
    return Object.values(this.#slots).flatMap(({ source }) => source?.server.record ?? [])
  }

  #save(): void {
    this.#options.save({ servers: this.#servers(), kept: this.#book.kept })
  }
}
