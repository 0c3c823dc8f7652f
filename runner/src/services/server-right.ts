/**
 * What some parts of the kit ask of a server beyond a place of their own. Servers that we start grant all of it; the
 * owner of an external one may not.
 */
export type ServerRight =
  /** Whatever a superuser of Postgres may do. */
  | 'superuser'
  /** `ALTER DATABASE … SET deadlock_timeout`. */
  | 'deadlock-timeout'
  /** `PREPARE TRANSACTION`. */
  | 'prepared-transactions'
  /** The server may be killed and started again. */
  | 'kill'
  /** Another one of the kind can be had at the same time. */
  | 'several'

/** A right that is not granted. */
export interface Refusal {
  /** A clause that names the server: `the external Postgres at 127.0.0.1:5432 does not let ada set deadlock_timeout`. */
  readonly reason: string
  /** What would change it, as sentences. */
  readonly mend: string
}

export type Refusals = Readonly<Partial<Record<ServerRight, Refusal>>>
