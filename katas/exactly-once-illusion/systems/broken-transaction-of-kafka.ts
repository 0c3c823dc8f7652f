import { consume, type Parts } from './billing-worker.ts'

/** Offset and event are one transaction of Kafka: exactly once, as the manual says. Postgres has no part in it. */
export async function startWorker(parts: Parts): Promise<() => Promise<void>> {
  const { kafka, query, topic, group, events, transactionalId } = parts
  const producer = kafka.producer({ transactionalId, idempotent: true, maxInFlightRequests: 1 })
  await producer.connect()
  const stop = await consume(parts, async ({ id, partition, offset }) => {
    const transaction = await producer.transaction()
    await query('INSERT INTO charges VALUES ($1)', [id])
    await transaction.send({ topic: events, messages: [{ key: id, value: 'charged' }] })
    const next = { partition, offset: `${Number(offset) + 1}` }
    await transaction.sendOffsets({ consumerGroupId: group, topics: [{ topic, partitions: [next] }] })
    await transaction.commit()
  })
  return async () => {
    await stop()
    await producer.disconnect()
  }
}
