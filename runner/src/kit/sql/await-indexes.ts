import type pg from 'pg'
import { CourseError } from '../../errors.ts'
import { pollUntil } from '../../services/poll-until.ts'
import { asKit } from '../origin/async-watch.ts'

const withinMs = 10_000

/** An index that was made after its rows were updated serves only transactions that see no older writer at work. */
const unusable = `
SELECT 1 FROM pg_index
WHERE indcheckxmin AND xmin::text::bigint >= pg_snapshot_xmin(pg_current_snapshot())::text::bigint % (2::bigint ^ 32)::bigint`

/**
 * Waits until every index serves whoever asks next. On a server that others use, too, a plan would otherwise depend on
 * what they are in the middle of.
 *
 * @throws CourseError `SERVICE_BUSY` when a writer elsewhere on the server doesn't come to an end
 */
export async function awaitIndexes(judge: pg.Pool): Promise<void> {
  const areUsable = async (): Promise<boolean> => (await judge.query(unusable)).rows.length === 0
  if (await asKit(() => pollUntil(areUsable, { withinMs }))) return
  throw new CourseError('SERVICE_BUSY', {
    message: 'Postgres can not use a new index yet: a transaction elsewhere on this server has been writing for 10 s.',
    hint: 'End it, or run again.',
  })
}
