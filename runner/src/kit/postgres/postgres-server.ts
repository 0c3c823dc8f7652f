import type pg from 'pg'
import type { Recording } from '../wire/recording.ts'

/** The leased database, as the parts of the kit share it. */
export interface PostgresServer {
  /** Straight to the server, as superuser. */
  readonly url: string
  readonly library: typeof pg
  /** The judge's own connections: neither recorded nor explored. */
  readonly judge: pg.Pool
  readonly recording: Recording
}
