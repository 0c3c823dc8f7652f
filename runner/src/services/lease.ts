import type { NginxPlace, NginxProcess } from './nginx-process.ts'
import type { Refusals } from './server-right.ts'
import type { ProviderName } from './service.ts'

/** What every lease has, whatever is leased. */
export interface LeaseBase extends AsyncDisposable {
  /** By which the keeper knows it. */
  readonly leaseId: string
  /** Direct address, with the password: on 127.0.0.1, except of an external server. */
  readonly url: string
  /** As the server itself says, such as `18.4`. */
  readonly version: string
  readonly provider: ProviderName
  /** What the server refuses; see `requireRight`. */
  readonly lacks: Refusals
  /** Keeps it instead of dropping it on dispose, until `discardKept(label)`, an idle stop or `kata services stop`. */
  keepForInspection(label: string): Promise<void>
  /** Throws SERVICE_LOST when the server, or the keeper that owns it, is gone. Ask it before blaming a learner. */
  assertAlive(): Promise<void>
}

/** A fresh database in the warm server, dropped on dispose, or when this process dies. */
export interface PostgresLease extends LeaseBase {
  readonly database: string
}

/**
 * Names of one's own on the warm broker. Topics and groups that begin with them are deleted on dispose, or when this
 * process dies.
 */
export interface KafkaLease extends LeaseBase {
  /** As clients take them: `127.0.0.1:29192`. */
  readonly brokers: readonly string[]
  readonly port: number
  /** Ends with a hyphen. */
  readonly prefix: string
}

/** The same database on a primary and its standbys, which nobody else uses meanwhile. */
export interface ReplicaLease extends LeaseBase {
  readonly database: string
  /** Addresses of `standby_1`, `standby_2`, …, in this order. */
  readonly standbyUrls: readonly string[]
}

/** A redis process of one's own, killed on dispose, or when this process dies. */
export interface RedisLease extends LeaseBase {
  /** SIGKILL. Clients see their connections close; the address refuses until `restart()`. */
  kill(): Promise<void>
  /** Empty and at the same address again. */
  restart(): Promise<void>
}

/** An nginx of one's own, ended on dispose, or when this process dies. */
export interface NginxLease
  extends LeaseBase,
    Pick<NginxPlace, 'listen' | 'appHost'>,
    Pick<NginxProcess, 'start' | 'reload' | 'stop' | 'readFile'> {}
