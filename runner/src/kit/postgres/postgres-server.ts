import type pg from 'pg'
import type { ServerRight } from '../../services/server-right.ts'
import type { Recording } from '../wire/recording.ts'

/** The leased database, as the parts of the kit share it. */
export interface PostgresServer {
  /** Straight to the server, as superuser. */
  readonly url: string
  readonly library: typeof pg
  /** The judge's own connections: neither recorded nor explored. */
  readonly judge: pg.Pool
  readonly recording: Recording
  /** Throws EXTERNAL_RIGHT_MISSING when the server refuses what `what` needs: a part of the kit, or a statement. */
  readonly requireRight: (right: ServerRight, what: string) => void
}
