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

/** One transaction and one commit for each batch that Kafka hands over, in place of one for each message. */
export async function startBilling({ kafka, pool, topic, group }: Billing): Promise<() => Promise<void>> {
  const consumer = kafka.consumer({ groupId: group })
  await consumer.connect()
  await consumer.subscribe({ topic, fromBeginning: true })
  await consumer.run({
    eachBatch: async ({ batch, resolveOffset }) => {
      const orders = batch.messages.map(({ value }): Order => JSON.parse(`${value}`))
      const client = await pool.connect()
      try {
        await client.query('BEGIN')
        for (const { orderId, customer, cents } of orders) {
          const noted = await client.query('INSERT INTO handled VALUES ($1) ON CONFLICT DO NOTHING', [orderId])
          if (noted.rowCount === 1)
            await client.query('UPDATE accounts SET owed_cents = owed_cents + $2 WHERE customer = $1', [
              customer,
              cents,
            ])
        }
        await client.query('COMMIT')
        resolveOffset(batch.lastOffset())
      } catch (error) {
        await client.query('ROLLBACK')
        throw error
      } finally {
        client.release()
      }
    },
  })
  return () => consumer.disconnect()
}
