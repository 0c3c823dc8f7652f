import type { NginxPlace } from '../nginx-process.ts'
import type { Refusals } from '../server-right.ts'
import type { ProviderName, RunningService } from '../service.ts'
import type { ServiceProgress } from '../service-progress.ts'
import type { ServiceSettings } from '../service-settings.ts'
import type { WarmServiceName } from '../warm-service.ts'
import type { LeaseAction } from './lease-actions.ts'

/** Raised when a message or the state file changes shape. `hello` and `retire` never change. */
export const protocolVersion = 2

/** What a client is given for a lease. */
export interface LeaseAddress {
  readonly leaseId: string
  readonly service: WarmServiceName
  readonly provider: ProviderName
  readonly version: string
  readonly url: string
  /** Only for Postgres. */
  readonly database?: string
  /** Only for nginx. */
  readonly nginx?: NginxPlace
  /** What its server refuses; absent when it refuses nothing. */
  readonly lacks?: Refusals
  /** Only for a primary with standbys: the same database on each standby. */
  readonly standbyUrls?: readonly string[]
}

/** A server that outlives its run, so that a person can look into it. */
export interface KeptServer extends LeaseAddress {
  /** Whose run it was: usually the kata. */
  readonly label: string
  /** Milliseconds since the epoch. */
  readonly keptAt: number
}

export interface KeeperStatus {
  readonly processId: number
  readonly build: string
  /** Milliseconds since the epoch. */
  readonly startedAt: number
  readonly memoryBytes: number
  readonly services: readonly RunningService[]
  readonly leases: number
  readonly kept: readonly KeptServer[]
  /** How long from now until everything stops by itself, if nobody asks for anything. */
  readonly stopsInMs: number
}

/** What `kata sh` opens. */
export interface ShellTarget {
  readonly service: WarmServiceName
  readonly provider: ProviderName
  readonly host: string
  readonly port: number
  /** Absent where none is asked for. */
  readonly user?: string
  readonly password: string
  /** The container it runs in, if it does. */
  readonly containerId?: string
  /** Only for Redis: its port inside the container. */
  readonly portInside?: number
  /** Only for Postgres. */
  readonly database?: string
  /** Only for Kafka: how the topics and groups begin that a failed run left. */
  readonly topicPrefix?: string
  /** Only for nginx: where its files are. */
  readonly folder?: string
  /** Only for a primary with standbys: as the shell reaches them, inside the container or from outside. */
  readonly standbyPorts?: readonly number[]
  /** Whose failed run left it; absent when this is the warm server itself. */
  readonly label?: string
  readonly keptAt?: number
}

interface LeaseParams {
  readonly leaseId: string
}

/** Every request a client can make: what it sends, and what comes back. */
export interface KeeperMethods {
  hello: { params: { readonly token: string }; result: { readonly build: string; readonly isBusy: boolean } }
  /** Stops everything and ends, so that a keeper of another build can begin. */
  retire: { params: Record<string, never>; result: null }
  ensure: {
    params: {
      /** How many of each. */
      readonly services: Readonly<Partial<Record<WarmServiceName, number>>>
      readonly pull: boolean
      readonly settings: ServiceSettings
    }
    result: readonly RunningService[]
  }
  lease: {
    params: { readonly service: WarmServiceName; readonly count: number; readonly settings: ServiceSettings }
    result: LeaseAddress
  }
  release: { params: LeaseParams; result: null }
  keep: { params: LeaseParams & { readonly label: string }; result: null }
  assertAlive: { params: LeaseParams; result: null }
  /** Asks each of these warm servers for an answer. What it tells is of the first that gives none. */
  findSilent: {
    params: { readonly services: readonly WarmServiceName[] }
    result: { readonly silent?: { readonly message: string; readonly hint: string } }
  }
  /** One of the actions that this kind of lease knows. */
  act: {
    params: LeaseParams & { readonly action: LeaseAction; readonly parameters: readonly unknown[] }
    result: unknown
  }
  discardKept: { params: { readonly label: string }; result: null }
  status: { params: Record<string, never>; result: KeeperStatus }
  stop: { params: { readonly services: readonly WarmServiceName[] }; result: null }
  /** With `leaseId` what this lease leads to, in place of what a failed run left. */
  shell: { params: { readonly service: WarmServiceName; readonly leaseId?: string }; result: ShellTarget }
  logs: { params: { readonly service: WarmServiceName }; result: string }
}

export type KeeperMethod = keyof KeeperMethods

/** One line from a client. */
export interface KeeperRequest<M extends KeeperMethod = KeeperMethod> {
  readonly id: number
  readonly method: M
  readonly params: KeeperMethods[M]['params']
}

/** One line from the keeper: progress any number of times, then a result or an error. */
export type KeeperReply =
  | { readonly id: number; readonly progress: ServiceProgress }
  | { readonly id: number; readonly result: unknown }
  | { readonly id: number; readonly error: { readonly code: string; readonly message: string; readonly hint: string } }
