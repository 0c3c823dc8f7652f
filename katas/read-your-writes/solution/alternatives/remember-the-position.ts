import type { Clock } from 'loadbearing/kit'
import type { Pool } from 'pg'

/** What one server process of the shop works with. */
export interface Shop {
  readonly primary: Pool
  readonly replica: Pool
  readonly clock: Clock
}

/** How far each replica had come when this process last asked it. It only goes on from there. */
const replayedUpTo = new WeakMap<Pool, bigint>()

/** Stores an order. The session is the position in the WAL behind its commit. */
export async function placeOrder({ primary }: Shop, customer: string, item: string): Promise<string> {
  await primary.query('INSERT INTO orders (customer, item) VALUES ($1, $2)', [customer, item])
  const { rows } = await primary.query<{ lsn: string }>('SELECT pg_current_wal_lsn() AS lsn')
  return rows[0]?.lsn ?? ''
}

/** Asks the replica for its position only when the last answer is not far enough: most reads are one statement again. */
export async function listOrders({ primary, replica }: Shop, customer: string, session: string): Promise<string[]> {
  const needed = session === '' ? 0n : parsePosition(session)
  if ((replayedUpTo.get(replica) ?? 0n) < needed) replayedUpTo.set(replica, await askPosition(replica))
  const pool = (replayedUpTo.get(replica) ?? 0n) >= needed ? replica : primary
  return readOrders(pool, customer)
}

async function askPosition(replica: Pool): Promise<bigint> {
  const { rows } = await replica.query<{ lsn: string }>('SELECT pg_last_wal_replay_lsn() AS lsn')
  return parsePosition(rows[0]?.lsn ?? '0/0')
}

/** `16/B374D848` is one number of 64 bits, its upper and its lower half written in hexadecimal. */
function parsePosition(lsn: string): bigint {
  const [upper, lower] = lsn.split('/')
  return (BigInt(`0x${upper}`) << 32n) + BigInt(`0x${lower}`)
}

async function readOrders(pool: Pool, customer: string): Promise<string[]> {
  const { rows } = await pool.query<{ item: string }>('SELECT item FROM orders WHERE customer = $1 ORDER BY id', [
    customer,
  ])
  return rows.map(({ item }) => item)
}
