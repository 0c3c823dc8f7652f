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

/** Charges only if this statement has noted the order. One statement is one transaction. */
const chargeOnce = `
WITH noted AS (INSERT INTO handled VALUES ($1) ON CONFLICT DO NOTHING RETURNING order_id)
UPDATE accounts SET owed_cents = owed_cents + $3 FROM noted WHERE customer = $2`

export async function startBilling({ kafka, pool, topic, group }: Billing): Promise<() => Promise<void>> {
  const consumer = kafka.consumer({ groupId: group })
  await consumer.connect()
  await consumer.subscribe({ topic, fromBeginning: true })
  await consumer.run({
    eachMessage: async ({ message }) => {
      const { orderId, customer, cents }: Order = JSON.parse(`${message.value}`)
      await pool.query(chargeOnce, [orderId, customer, cents])
    },
  })
  return () => consumer.disconnect()
}
