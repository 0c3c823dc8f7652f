// fails: A process that dies at any step loses no charge
// hint: What does Kafka know when you have died?
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

const chargeOnce = `
WITH noted AS (INSERT INTO handled VALUES ($1) ON CONFLICT DO NOTHING RETURNING order_id)
UPDATE accounts SET owed_cents = owed_cents + $3 FROM noted WHERE customer = $2`

/** Commits first, so that no message is ever handled twice. */
export async function startBilling({ kafka, pool, topic, group }: Billing): Promise<() => Promise<void>> {
  const consumer = kafka.consumer({ groupId: group })
  await consumer.connect()
  await consumer.subscribe({ topic, fromBeginning: true })
  await consumer.run({
    autoCommit: false,
    eachMessage: async ({ partition, message: { value, offset } }) => {
      const { orderId, customer, cents }: Order = JSON.parse(`${value}`)
      await consumer.commitOffsets([{ topic, partition, offset: `${BigInt(offset) + 1n}` }])
      await pool.query(chargeOnce, [orderId, customer, cents])
    },
  })
  return () => consumer.disconnect()
}
