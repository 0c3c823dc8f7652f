import type { Consumer, Kafka } from 'kafkajs'

export type Query = (text: string, values?: readonly unknown[]) => Promise<{ readonly rowCount: number | null }>

/** What a process of the service has. */
export interface Parts {
  readonly kafka: Kafka
  readonly query: Query
  /** Orders come from here; the value is the order's id. */
  readonly topic: string
  readonly group: string
  /** Events about charges go here. */
  readonly events: string
  readonly transactionalId: string
}

export interface Order {
  readonly id: string
  readonly partition: number
  readonly offset: string
  /** Tells Kafka that the order was handled. */
  commit(): Promise<void>
}

/** Consumes orders one by one; `handle` decides when to commit. Resolves to what stops it. */
export async function consume(
  { kafka, topic, group }: Parts,
  handle: (order: Order, consumer: Consumer) => Promise<void>,
): Promise<() => Promise<void>> {
  const consumer = kafka.consumer({ groupId: group })
  await consumer.connect()
  await consumer.subscribe({ topic, fromBeginning: true })
  await consumer.run({
    autoCommit: false,
    eachMessage: ({ partition, message: { value, offset } }) => {
      const next = { topic, partition, offset: `${Number(offset) + 1}` }
      return handle({ id: `${value}`, partition, offset, commit: () => consumer.commitOffsets([next]) }, consumer)
    },
  })
  return () => consumer.disconnect()
}
