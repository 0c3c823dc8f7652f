// fails: What is charged is committed, so that nobody begins anew
// hint: Who tells Kafka that you are done?
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

/** The inbox makes it right. It also reads every order of the last seven days at each start. */
export async function startBilling({ kafka, pool, topic, group }: Billing): Promise<() => Promise<void>> {
  const consumer = kafka.consumer({ groupId: group })
  await consumer.connect()
  await consumer.subscribe({ topic, fromBeginning: true })
  await consumer.run({
    autoCommit: false,
    eachMessage: async ({ message }) => {
      const { orderId, customer, cents }: Order = JSON.parse(`${message.value}`)
      await pool.query(chargeOnce, [orderId, customer, cents])
    },
  })
  return () => consumer.disconnect()
}
