// fails: A message that is delivered again charges nobody again
// hint: Where is it written that this order is done?
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

/** Knows every order that it has charged, as long as it lives. */
export async function startBilling({ kafka, pool, topic, group }: Billing): Promise<() => Promise<void>> {
  const consumer = kafka.consumer({ groupId: group })
  await consumer.connect()
  await consumer.subscribe({ topic, fromBeginning: true })
  const handled = new Set<string>()
  await consumer.run({
    eachMessage: async ({ message }) => {
      const { orderId, customer, cents }: Order = JSON.parse(`${message.value}`)
      if (handled.has(orderId)) return
      await pool.query('UPDATE accounts SET owed_cents = owed_cents + $2 WHERE customer = $1', [customer, cents])
      handled.add(orderId)
    },
  })
  return () => consumer.disconnect()
}
