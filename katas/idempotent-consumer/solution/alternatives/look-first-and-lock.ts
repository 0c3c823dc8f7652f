import type { Kafka } from 'kafkajs'
import type { Pool } from 'pg'

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

/** The account's row is the lock: whoever charges the same customer waits, and then sees what was noted. */
export async function startBilling({ kafka, pool, topic, group }: Billing): Promise<() => Promise<void>> {
  const consumer = kafka.consumer({ groupId: group })
  await consumer.connect()
  await consumer.subscribe({ topic, fromBeginning: true })
  await consumer.run({
    autoCommit: false,
    eachMessage: async ({ partition, message: { value, offset } }) => {
      const { orderId, customer, cents }: Order = JSON.parse(`${value}`)
      const client = await pool.connect()
      try {
        await client.query('BEGIN')
        await client.query('SELECT FROM accounts WHERE customer = $1 FOR UPDATE', [customer])
        const known = await client.query('SELECT FROM handled WHERE order_id = $1', [orderId])
        if (known.rowCount === 0) {
          await client.query('UPDATE accounts SET owed_cents = owed_cents + $2 WHERE customer = $1', [customer, cents])
          await client.query('INSERT INTO handled VALUES ($1)', [orderId])
        }
        await client.query('COMMIT')
      } catch (error) {
        await client.query('ROLLBACK')
        throw error
      } finally {
        client.release()
      }
      await consumer.commitOffsets([{ topic, partition, offset: `${BigInt(offset) + 1n}` }])
    },
  })
  return () => consumer.disconnect()
}
