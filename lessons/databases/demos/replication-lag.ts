import { type Clock, demo, type ReplicaFixture } from 'loadbearing/demo'
import type { Pool } from 'pg'

const rounds = 100
const pinMs = 5_000

interface Shop {
  readonly primary: Pool
  readonly replica: Pool
  readonly clock: Clock
}
interface Strategy {
  readonly name: string
  readonly id: string
  /** What a commit waits for, beyond the primary's own disk. */
  readonly synchronousCommit: 'local' | 'on' | 'remote_apply'
  /** What a customer brings along after a write. */
  readonly session: (shop: Shop) => Promise<string>
  readonly route: (shop: Shop, session: string) => Promise<Pool>
}

// #region by-position
async function positionAfterCommit({ primary }: Shop): Promise<string> {
  const { rows } = await primary.query<{ lsn: string }>('SELECT pg_current_wal_lsn() AS lsn')
  return rows[0]?.lsn ?? ''
}

async function byPosition({ primary, replica }: Shop, session: string): Promise<Pool> {
  const question = 'SELECT pg_last_wal_replay_lsn() >= $1::pg_lsn AS has'
  const { rows } = await replica.query<{ has: boolean }>(question, [session])
  return rows[0]?.has ? replica : primary
}
// #endregion

const nothing = async (): Promise<string> => ''
const toReplica = async ({ replica }: Shop): Promise<Pool> => replica
const toPrimary = async ({ primary }: Shop): Promise<Pool> => primary
const forFiveSeconds = async ({ clock }: Shop): Promise<string> => `${clock.now() + pinMs}`
const pinned = async ({ primary, replica, clock }: Shop, until: string): Promise<Pool> =>
  Number(until) > clock.now() ? primary : replica

const strategies: readonly Strategy[] = [
  ['read from the replica', 'replica', 'local', nothing, toReplica],
  ['the same, synchronous_commit = on', 'synchronous', 'on', nothing, toReplica],
  ['the same, remote_apply', 'remoteApply', 'remote_apply', nothing, toReplica],
  ['primary for 5 s after a write', 'pinned', 'local', forFiveSeconds, pinned],
  ['always the primary', 'primary', 'local', nothing, toPrimary],
  ['by position, else the primary', 'position', 'local', positionAfterCommit, byPosition],
].map(([name, id, synchronousCommit, session, route]) => ({ name, id, synchronousCommit, session, route }) as Strategy)

/** From now on a commit that wants to wait for the standby does. */
async function makeSynchronous({ primary, standbys }: ReplicaFixture): Promise<void> {
  await primary.query(`ALTER SYSTEM SET synchronous_standby_names = '${standbys[0].name}'`)
  await primary.query('SELECT pg_reload_conf()')
  const question = "SELECT 1 FROM pg_stat_replication WHERE sync_state = 'sync'"
  while ((await primary.query(question)).length === 0) await standbys[0].caughtUp()
}

export default demo({
  title: 'Read what you have just written, 100 times',
  services: { 'postgres-replica': 1 },
  run: async ({ replica, clock, settled }) => {
    const { primary } = replica
    const [standby] = replica.standbys
    await primary.query('CREATE TABLE orders (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY)')
    await makeSynchronous(replica)

    const rows: (string | number)[][] = []
    const measured: Record<string, number> = {}
    for (const { name, id, synchronousCommit, session, route } of strategies) {
      const options = `-c synchronous_commit=${synchronousCommit}`
      const shop: Shop = { primary: primary.pool({ options }), replica: standby.pool(), clock }
      const insert = 'INSERT INTO orders DEFAULT VALUES RETURNING id'
      const write = async () => (await shop.primary.query<{ id: string }>(insert)).rows[0]?.id
      const isOld = async (order: string | undefined, given: string) =>
        (await (await route(shop, given)).query('SELECT FROM orders WHERE id = $1', [order])).rowCount === 0

      await standby.pauseReplay()
      let isWaiting = true
      const first = write().finally(() => (isWaiting = false))
      await settled()
      const mustWait = isWaiting
      let oldPaused = 0
      for (let round = 0; !mustWait && round < rounds; round += 1) {
        const [order, given] = [await write(), await session(shop)]
        await clock.advance(pinMs + 1_000)
        if (await isOld(order, given)) oldPaused += 1
      }
      await standby.resumeReplay()
      await first

      let oldRunning = 0
      for (let round = 0; round < rounds; round += 1) {
        const [order, given] = [await write(), await session(shop)]
        if (await isOld(order, given)) oldRunning += 1
      }

      let atPrimary = 0
      for (let round = 0; round < rounds; round += 1) {
        const [order, given] = [await write(), await session(shop)]
        await standby.caughtUp()
        primary.forgetStatements()
        await isOld(order, given)
        atPrimary += primary.statements().length
      }
      rows.push([name, mustWait ? '–' : oldPaused, oldRunning, atPrimary, mustWait ? 'yes' : 'no'])
      Object.assign(measured, { [`${id}Paused`]: oldPaused, [`${id}Running`]: oldRunning })
      Object.assign(measured, { [`${id}AtPrimary`]: atPrimary, [`${id}Waits`]: mustWait ? 1 : 0 })
    }
    const columns = ['design', 'old, paused', 'old, running', 'reads at primary, up to date', 'commit waits, paused']
    return { columns, rows, measured }
  },
  claims: [
    {
      sentence: 'While replay is paused every read from the replica is old, also behind a synchronous commit',
      holds: ({ replicaPaused, synchronousPaused }) => replicaPaused === rounds && synchronousPaused === rounds,
    },
    {
      sentence: 'Behind remote_apply no read is old, and a commit waits for as long as replay is paused',
      holds: ({ remoteApplyRunning, remoteApplyWaits, synchronousWaits }) =>
        remoteApplyRunning === 0 && remoteApplyWaits === 1 && synchronousWaits === 0,
    },
    {
      sentence:
        'Five seconds at the primary are too short for a longer lag, and too long for a replica that is up to date',
      holds: ({ pinnedPaused, pinnedAtPrimary }) => pinnedPaused === rounds && pinnedAtPrimary === rounds,
    },
    {
      sentence: 'Reading by position is never old, and asks the primary nothing when the replica is up to date',
      holds: ({ positionPaused, positionRunning, positionAtPrimary }) =>
        positionPaused === 0 && positionRunning === 0 && positionAtPrimary === 0,
    },
  ],
})
