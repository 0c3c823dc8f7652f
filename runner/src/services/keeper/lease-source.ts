import type { NginxPlace } from '../nginx-process.ts'
import type { StartOptions, WarmServer } from '../provider.ts'
import type { KeptRecord } from './keeper-state.ts'
import type { LeaseActions } from './lease-actions.ts'

/** Something that can be leased: a database, a redis process. */
export interface Leasable {
  readonly id: string
  readonly url: string
  readonly database?: string
  readonly nginx?: NginxPlace
  /** The same database on each standby. */
  readonly standbyUrls?: readonly string[]
  /** What its holder may ask of it. */
  readonly actions?: Partial<LeaseActions>
  /** Plain data by which the next keeper finds it again, when its address is not enough. */
  readonly memento?: unknown
  isAlive(): Promise<boolean>
  /** It stays for a person to look into; what of it could serve others need not. */
  keep?(): void
  /** Never throws because it is already gone. */
  remove(): Promise<void>
}

/** Makes what can be leased from one warm server. */
export interface LeaseSource {
  readonly server: WarmServer
  /** How many may be held at once, where the server has something that can't be shared. Absent: any number. */
  readonly mostLeases?: number
  /** Has what a lease of this size takes ready, in place of a spare: for leases too dear to make ahead. */
  prepare?(options: StartOptions): Promise<void>
  make(options: StartOptions): Promise<Leasable>
  /** Takes over what an earlier keeper had kept. */
  adopt(kept: KeptRecord): Promise<Leasable | undefined>
  /** Removes what nobody can hold any more. */
  removeOthers(kept: readonly Leasable[]): Promise<void>
  isAlive(): Promise<boolean>
  /** Lets go of the server without stopping it. */
  close(): void
}
