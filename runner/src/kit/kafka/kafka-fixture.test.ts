import type { Kafka } from 'kafkajs'
import { describe, expect, vi } from 'vitest'
import { whyNot } from '../../../test/services/temporary-home.ts'
import { test } from '../test.ts'

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })
const reason = await whyNot('docker', ['kafka'])

interface Reading {
  readonly topic: string
  readonly group: string
  readonly onMessage: (value: string) => Promise<void> | void
}

/** Handles a message, then commits it, one after another. Resolves to what ends it. */
async function startReading(client: Kafka, { topic, group, onMessage }: Reading): Promise<() => Promise<void>> {
  const consumer = client.consumer({ groupId: group })
  await consumer.connect()
  await consumer.subscribe({ topic, fromBeginning: true })
  await consumer.run({
    autoCommit: false,
    eachMessage: async ({ partition, message }) => {
      await onMessage(String(message.value))
      await consumer.commitOffsets([{ topic, partition, offset: `${Number(message.offset) + 1}` }])
    },
  })
  return () => consumer.disconnect()
}

function valuesOf(messages: readonly { readonly value: string | null }[]): unknown[] {
  return messages.map(({ value }) => value)
}

describe.skipIf(reason)('topics', () => {
  test('take messages as soon as they are made, each once, even from a producer that sends again', async ({
    kafka,
  }) => {
    const topic = await kafka.topic('orders', { partitions: 3 })
    const producer = kafka.client().producer({ idempotent: false })
    await producer.connect()
    const messages = Array.from({ length: 30 }, (_, index) => ({ value: `${index}`, partition: index % 3 }))
    await producer.send({ topic, messages })
    await producer.disconnect()
    expect(await kafka.drain(topic)).toHaveLength(30)
  })

  test('are read with all that was written, by partition and offset', async ({ kafka }) => {
    const topic = await kafka.topic('orders', { partitions: 2 })
    await kafka.produce(topic, [
      { value: 'b', key: 'k', partition: 1, headers: { attempt: '2' } },
      { value: 'a', partition: 0 },
      { value: null, key: 'k', partition: 1 },
    ])
    expect(await kafka.drain(topic)).toEqual([
      { partition: 0, offset: 0, key: null, value: 'a', headers: {} },
      { partition: 1, offset: 0, key: 'k', value: 'b', headers: { attempt: '2' } },
      { partition: 1, offset: 1, key: 'k', value: null, headers: {} },
    ])
  })

  test('of the same name are different topics, and so are groups', async ({ kafka }) => {
    const [one, other] = [await kafka.topic('orders'), await kafka.topic('orders')]
    await kafka.produce(one, ['message'])
    expect(await kafka.drain(other)).toEqual([])
    expect(kafka.group('billing')).not.toBe(kafka.group('billing'))
  })
})

describe.skipIf(reason)('transactions', () => {
  test('are seen when they are committed, by readers who care', async ({ kafka }) => {
    const topic = await kafka.topic('orders')
    const producer = kafka.client().producer({
      transactionalId: kafka.transactionalId('shop'),
      idempotent: true,
      maxInFlightRequests: 1,
    })
    await producer.connect()
    const aborted = await producer.transaction()
    await aborted.send({ topic, messages: [{ value: 'aborted' }] })
    await aborted.abort()
    const committed = await producer.transaction()
    await committed.send({ topic, messages: [{ value: 'committed' }] })
    await committed.commit()
    expect(valuesOf(await kafka.drain(topic))).toEqual(['committed'])
    expect(valuesOf(await kafka.drain(topic, { isolation: 'uncommitted' }))).toEqual(['aborted', 'committed'])
    const open = await producer.transaction()
    await open.send({ topic, messages: [{ value: 'open' }] })
    await kafka.produce(topic, ['plain'])
    expect(valuesOf(await kafka.drain(topic, { upTo: 'open transaction' }))).toEqual(['committed'])
    await open.commit()
    expect(valuesOf(await kafka.drain(topic))).toEqual(['committed', 'open', 'plain'])
    await producer.disconnect()
  })

  test('of a producer whose id another takes over can not be committed', async ({ kafka }) => {
    const [topic, transactionalId] = [await kafka.topic('orders'), kafka.transactionalId('shop')]
    const producer = kafka.client().producer({ transactionalId, idempotent: true, maxInFlightRequests: 1 })
    await producer.connect()
    const transaction = await producer.transaction()
    await transaction.send({ topic, messages: [{ value: 'zombie' }] })
    await kafka.fence(transactionalId)
    await expect(transaction.commit()).rejects.toThrow(/epoch/)
    expect(await kafka.drain(topic)).toEqual([])
    await producer.disconnect()
  })
})

describe.skipIf(reason)('groups', () => {
  test('have a committed offset and a lag', async ({ kafka }) => {
    const [topic, group] = [await kafka.topic('orders'), kafka.group('billing')]
    await kafka.produce(topic, ['m0', 'm1', 'm2'])
    expect([await kafka.committed(group, topic), await kafka.lag(group, topic)]).toEqual([[0], 3])
    const stop = await startReading(kafka.client(), { topic, group, onMessage: () => undefined })
    await kafka.caughtUp(group, topic)
    await stop()
    expect([await kafka.committed(group, topic), await kafka.lag(group, topic)]).toEqual([[3], 0])
  })

  test('share partitions with whoever joins, and take them back', async ({ kafka }) => {
    const [topic, group] = [await kafka.topic('orders', { partitions: 4 }), kafka.group('billing')]
    const split = async () => (await kafka.members(group)).map(({ partitions }) => partitions[topic]?.length)
    const stop = await startReading(kafka.client(), { topic, group, onMessage: () => undefined })
    expect(await split()).toEqual([4])
    const other = await kafka.join(group, topic)
    expect(await split()).toEqual([2, 2])
    await other.leave()
    expect(await split()).toEqual([4])
    await stop()
  })

  test('that lose a consumer which lives deliver again what it had not committed', async ({ kafka }) => {
    const [topic, group] = [await kafka.topic('orders'), kafka.group('billing')]
    await kafka.produce(topic, ['m0', 'm1'])
    const handled: string[] = []
    const consumer = kafka.client().consumer({ groupId: group })
    await consumer.connect()
    await consumer.subscribe({ topic, fromBeginning: true })
    await consumer.run({
      eachMessage: async ({ message }) => {
        handled.push(String(message.value))
        if (handled.length === 2) await kafka.evict(group)
      },
    })
    await kafka.caughtUp(group, topic)
    await consumer.disconnect()
    expect(handled).toEqual(['m0', 'm1', 'm0', 'm1'])
  })

  test('begin again where the test says, but not while they have consumers', async ({ kafka }) => {
    const [topic, group] = [await kafka.topic('orders'), kafka.group('billing')]
    const handled: string[] = []
    const reading = { topic, group, onMessage: (value: string) => void handled.push(value) }
    await kafka.produce(topic, ['m0', 'm1'])
    const stop = await startReading(kafka.client(), reading)
    await kafka.caughtUp(group, topic)
    await expect(kafka.rewind(group, topic)).rejects.toMatchObject({ code: 'WRONG_USAGE' })
    await stop()
    await kafka.rewind(group, topic, 1)
    const stopAgain = await startReading(kafka.client(), reading)
    await kafka.caughtUp(group, topic)
    await stopAgain()
    expect(handled).toEqual(['m0', 'm1', 'm1'])
  })
})
