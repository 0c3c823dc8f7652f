// fails: An order that was sent twice is charged once
// hint: What is the same about the two messages?
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

/** Kafka never uses an offset twice. A sender that had no answer gets another one for the same order. */
export async function startBilling({ kafka, pool, topic, group }: Billing): Promise<() => Promise<void>> {
  const consumer = kafka.consumer({ groupId: group })
  await consumer.connect()
  await consumer.subscribe({ topic, fromBeginning: true })
  await consumer.run({
    eachMessage: async ({ partition, message: { value, offset } }) => {
      const { customer, cents }: Order = JSON.parse(`${value}`)
      await pool.query(chargeOnce, [`${topic}/${partition}/${offset}`, customer, cents])
    },
  })
  return () => consumer.disconnect()
}
