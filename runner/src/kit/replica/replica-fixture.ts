import type { PostgresFixture } from '../postgres/postgres-fixture.ts'
import type { StandbyFixture } from './standby-fixture.ts'

/**
 * A primary with streaming standbys, for one test alone: nobody else's test pauses them, or waits for them. Each of the
 * servers records what passes its own address.
 *
 * Rights: superuser on all servers, which must be used by nobody else; the kit's own are.
 *
 * @example
 * test('…', async ({ replica: { primary, standbys } }) => {
 *   await primary.query('CREATE TABLE orders (id int PRIMARY KEY)')
 *   await standbys[0].caughtUp()
 *   await standbys[0].pauseReplay()
 *   const shop = createShop({ primary: primary.pool(), replica: standbys[0].pool() })
 * })
 */
export interface ReplicaFixture {
  /** Takes writes. All that is true of the fixture `postgres` is true of it. */
  readonly primary: PostgresFixture
  /** One, or as many as `test.override({ standbys: 2 })` asks for. They follow the primary and refuse writes. */
  readonly standbys: readonly [StandbyFixture, ...StandbyFixture[]]
}
