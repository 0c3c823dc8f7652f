import type { Kafka } from 'kafkajs'
import type { Pool, PoolClient } from 'pg'

/** What a process of billing works with. */
export interface Billing {
  readonly kafka: Kafka
  readonly pool: Pool
  readonly topic: string
  readonly group: string
}

export interface Order {
  readonly orderId: string
  readonly customer: string
  readonly cents: number
}

/** Starts a process of billing. Resolves, when it consumes, to what stops it. */
export async function startBilling({ kafka, pool, topic, group }: Billing): Promise<() => Promise<void>> {
  const consumer = kafka.consumer({ groupId: group })
  await consumer.connect()
  await consumer.subscribe({ topic, fromBeginning: true })
  await consumer.run({
    // Its offset is committed after it has resolved, and so after the transaction.
    eachMessage: async ({ message }) => charge(pool, JSON.parse(`${message.value}`)),
  })
  return () => consumer.disconnect()
}

/** Notes the order and charges for it in one transaction: both are there afterwards, or neither. */
async function charge(pool: Pool, { orderId, customer, cents }: Order): Promise<void> {
  await inTransaction(pool, async (client) => {
    const noted = await client.query('INSERT INTO handled VALUES ($1) ON CONFLICT DO NOTHING', [orderId])
    if (noted.rowCount === 0) return
    await client.query('UPDATE accounts SET owed_cents = owed_cents + $2 WHERE customer = $1', [customer, cents])
  })
}

async function inTransaction(pool: Pool, work: (client: PoolClient) => Promise<void>): Promise<void> {
  const client = await pool.connect()
  try {
    await client.query('BEGIN')
    await work(client)
    await client.query('COMMIT')
  } catch (error) {
    await client.query('ROLLBACK')
    throw error
  } finally {
    client.release()
  }
}
