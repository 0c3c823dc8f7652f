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

/** Two statements on the pool are two transactions. What is noted is not charged yet. */
export async function startBilling({ kafka, pool, topic, group }: Billing): Promise<() => Promise<void>> {
  const consumer = kafka.consumer({ groupId: group })
  await consumer.connect()
  await consumer.subscribe({ topic, fromBeginning: true })
  await consumer.run({
    eachMessage: async ({ message }) => {
      const { orderId, customer, cents }: Order = JSON.parse(`${message.value}`)
      const noted = await pool.query('INSERT INTO handled VALUES ($1) ON CONFLICT DO NOTHING', [orderId])
      if (noted.rowCount === 1)
        await pool.query('UPDATE accounts SET owed_cents = owed_cents + $2 WHERE customer = $1', [customer, cents])
    },
  })
  return () => consumer.disconnect()
}
