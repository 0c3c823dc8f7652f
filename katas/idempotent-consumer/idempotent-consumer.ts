import type { Kafka } from 'kafkajs'
import type { Pool } from 'pg'

/** What a process of billing works with. */
export interface Billing {
  readonly kafka: Kafka
  readonly pool: Pool
  /** Orders come from here: each message is an `Order` as JSON. */
  readonly topic: string
  /** All processes of billing are one group. */
  readonly group: string
}

export interface Order {
  readonly orderId: string
  readonly customer: string
  readonly cents: number
}

/**
 * Starts a process of billing. Resolves, when it consumes, to what stops it.
 *
 * The tables are there: `accounts (customer text PRIMARY KEY, owed_cents integer)`, with a row for each customer, and
 * `handled (order_id text PRIMARY KEY)`, which is empty and for you to use.
 */
export async function startBilling({ kafka, pool, topic, group }: Billing): Promise<() => Promise<void>> {
  const consumer = kafka.consumer({ groupId: group })
  await consumer.connect()
  await consumer.subscribe({ topic, fromBeginning: true })
  await consumer.run({
    // The offset is committed by kafkajs when this has resolved.
    eachMessage: async ({ message }) => {
      const order: Order = JSON.parse(`${message.value}`)
      // TODO: Kafka delivers at least once. Whose account is right when this runs a second time?
      await pool.query('UPDATE accounts SET owed_cents = owed_cents + $2 WHERE customer = $1', [
        order.customer,
        order.cents,
      ])
    },
  })
  return () => consumer.disconnect()
}
