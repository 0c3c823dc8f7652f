import { randomUUID } from 'node:crypto'
import { CourseError } from '../../errors.ts'
import type { RunningService } from '../service.ts'
import type { WarmServiceName } from '../warm-service.ts'
import type { KeptRecord } from './keeper-state.ts'
import type { Leasable } from './lease-source.ts'
import type { LeaseAddress } from './protocol.ts'

interface Lease {
  readonly address: LeaseAddress
  readonly leasable: Leasable
  /** Whose connection it lives with. */
  readonly holder: object
}

interface Kept {
  readonly record: KeptRecord
  readonly leasable: Leasable
}

/** Who holds what. A lease ends with the connection of its holder; what is kept ends with its label. */
export class LeaseBook {
  readonly #leases = new Map<string, Lease>()
  readonly #kept = new Map<string, Kept>()

  get count(): number {
    return this.#leases.size
  }

  get kept(): readonly KeptRecord[] {
    return [...this.#kept.values()].map(({ record }) => record)
  }

  /** How many leases of a service are held now. */
  countOf(service: WarmServiceName): number {
    return [...this.#leases.values()].filter(({ address }) => address.service === service).length
  }

  open(
    holder: object,
    service: WarmServiceName,
    leasable: Leasable,
    { provider, version, lacks }: RunningService,
  ): LeaseAddress {
    const address: LeaseAddress = {
      leaseId: randomUUID(),
      service,
      provider,
      version,
      url: leasable.url,
      ...(leasable.database ? { database: leasable.database } : {}),
      ...(leasable.nginx ? { nginx: leasable.nginx } : {}),
      ...(lacks ? { lacks } : {}),
      ...(leasable.standbyUrls ? { standbyUrls: leasable.standbyUrls } : {}),
    }
    this.#leases.set(address.leaseId, { address, leasable, holder })
    return address
  }

  /** What was leased under this id, or is kept. Throws SERVICE_LOST when its server has gone in the meantime. */
  find(leaseId: string): Leasable {
    const found = this.#leases.get(leaseId) ?? this.#kept.get(leaseId)
    if (found) return found.leasable
    throw new CourseError('SERVICE_LOST', {
      message: 'The server of this run is gone: it was stopped, or it ended and was replaced by a new one.',
    })
  }

  /** What is leased under this id, as a record of what a shell can open; labelled by nobody. */
  describe(leaseId: string): readonly KeptRecord[] {
    const lease = this.#leases.get(leaseId)
    if (!lease) return []
    const { address, leasable } = lease
    return [{ ...address, label: '', keptAt: 0, memento: leasable.memento }]
  }

  /** Of which service something is leased. */
  serviceOf(leaseId: string): WarmServiceName | undefined {
    return this.#leases.get(leaseId)?.address.service ?? this.#kept.get(leaseId)?.record.service
  }

  async release(leaseId: string): Promise<void> {
    const lease = this.#leases.get(leaseId)
    this.#leases.delete(leaseId)
    await lease?.leasable.remove()
  }

  async releaseAllOf(holder: object): Promise<void> {
    const ids = [...this.#leases].filter(([, lease]) => lease.holder === holder).map(([id]) => id)
    await Promise.all(ids.map((id) => this.release(id)))
  }

  keep(leaseId: string, label: string): void {
    const lease = this.#leases.get(leaseId)
    if (!lease) return
    this.#leases.delete(leaseId)
    lease.leasable.keep?.()
    const { memento } = lease.leasable
    const more = memento === undefined ? {} : { memento }
    this.restore({ ...lease.address, label, keptAt: Date.now(), ...more }, lease.leasable)
  }

  /** Enters what an earlier keeper had kept. */
  restore(record: KeptRecord, leasable: Leasable): void {
    this.#kept.set(record.leaseId, { record, leasable })
  }

  discardKept(label: string): Promise<void> {
    return this.#discard((record) => record.label === label)
  }

  discardKeptOf(service: WarmServiceName): Promise<void> {
    return this.#discard((record) => record.service === service)
  }

  async #discard(isMeant: (record: KeptRecord) => boolean): Promise<void> {
    const found = [...this.#kept.values()].filter(({ record }) => isMeant(record))
    for (const { record } of found) this.#kept.delete(record.leaseId)
    await Promise.all(found.map(({ leasable }) => leasable.remove()))
  }

  /** Forgets all of a service whose server is gone. */
  forget(service: WarmServiceName): void {
    for (const [id, { address }] of this.#leases) if (address.service === service) this.#leases.delete(id)
    for (const [id, { record }] of this.#kept) if (record.service === service) this.#kept.delete(id)
  }
}
