import type { RedisProcess, WarmServer } from '../provider.ts'
import type { KeptRecord } from './keeper-state.ts'

/** Something that can be leased: a database, or a redis process. */
export interface Leasable {
  readonly id: string
  readonly url: string
  readonly database?: string
  /** Only for Redis. */
  readonly process?: RedisProcess
  isAlive(): Promise<boolean>
  /** Never throws because it is already gone. */
  remove(): Promise<void>
}

/** Makes what can be leased from one warm server. */
export interface LeaseSource {
  readonly server: WarmServer
  make(): Promise<Leasable>
  /** Takes over what an earlier keeper had kept. */
  adopt(kept: KeptRecord): Promise<Leasable | undefined>
  /** Removes what nobody can hold any more. */
  removeOthers(kept: readonly Leasable[]): Promise<void>
  isAlive(): Promise<boolean>
  /** Lets go of the server without stopping it. */
  close(): void
}
