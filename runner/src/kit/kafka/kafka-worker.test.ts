import { setTimeout as delay } from 'node:timers/promises'
import type { Kafka } from 'kafkajs'
import { describe, expect, vi } from 'vitest'
import { whyNot } from '../../../test/services/temporary-home.ts'
import { test } from '../test.ts'
import type { KafkaFixture } from './kafka-fixture.ts'

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })
const reason = await whyNot('docker', ['kafka'])

/** Notes each message under a name before it commits it. */
async function read(
  client: Kafka,
  name: string,
  history: string[],
  { topic, group }: { topic: string; group: string },
) {
  const consumer = client.consumer({ groupId: group })
  await consumer.connect()
  await consumer.subscribe({ topic, fromBeginning: true })
  await consumer.run({
    autoCommit: false,
    eachMessage: async ({ partition, message }) => {
      history.push(`${name}:${message.value}`)
      await consumer.commitOffsets([{ topic, partition, offset: `${Number(message.offset) + 1}` }])
    },
  })
  return consumer
}

async function prepare(kafka: KafkaFixture) {
  const [topic, group] = [await kafka.topic('orders'), kafka.group('billing')]
  await kafka.produce(topic, ['m0', 'm1', 'm2'])
  return { topic, group }
}

async function finish(kafka: KafkaFixture, name: string, history: string[], place: { topic: string; group: string }) {
  const consumer = await read(kafka.client(), name, history, place)
  await kafka.caughtUp(place.group, place.topic)
  await consumer.disconnect()
}

describe.skipIf(reason)('a worker', () => {
  test('that dies before it commits has the message delivered again, and only that one', async ({ kafka }) => {
    const [place, history] = [await prepare(kafka), [] as string[]]
    const worker = kafka.worker()
    const crashed = worker.crashBefore('commit offsets', { nth: 2 })
    await read(worker.client, 'c1', history, place)
    await crashed
    expect(await kafka.committed(place.group, place.topic)).toEqual([1])
    await finish(kafka, 'c2', history, place)
    expect(history).toEqual(['c1:m0', 'c1:m1', 'c2:m1', 'c2:m2'])
    expect(worker.steps).toEqual(['commit offsets orders-0 at 1', 'commit offsets orders-0 at 2'])
  })

  test('that dies after its commit, without the answer, has nothing delivered again', async ({ kafka }) => {
    const [place, history] = [await prepare(kafka), [] as string[]]
    const worker = kafka.worker()
    const crashed = worker.crashAfter('commit offsets', { nth: 2 })
    await read(worker.client, 'c1', history, place)
    await crashed
    await finish(kafka, 'c2', history, place)
    expect(history).toEqual(['c1:m0', 'c1:m1', 'c2:m2'])
  })

  test('that dies in the middle of its work leaves its group at once, without waiting for a session to expire', async ({
    kafka,
  }) => {
    const [place, history] = [await prepare(kafka), [] as string[]]
    const worker = kafka.worker()
    const consumer = worker.client.consumer({ groupId: place.group, sessionTimeout: 30_000 })
    const died = Promise.withResolvers<void>()
    await consumer.connect()
    await consumer.subscribe({ topic: place.topic, fromBeginning: true })
    await consumer.run({ eachMessage: async () => died.resolve(worker.crash()) })
    await died.promise
    expect(await kafka.members(place.group)).toEqual([])
    await finish(kafka, 'c2', history, place)
    expect(history).toEqual(['c2:m0', 'c2:m1', 'c2:m2'])
  })

  test('that is dead neither waits nor tries again, and nothing of it reaches the broker', async ({ kafka }) => {
    const topic = await kafka.topic('orders')
    const worker = kafka.worker()
    const producer = worker.client.producer({ idempotent: true })
    await producer.connect()
    const crashed = worker.crashBefore('send')
    const sent = producer.send({ topic, messages: [{ value: 'lost' }] })
    await expect(sent).rejects.toThrow()
    await crashed
    await expect(producer.send({ topic, messages: [{ value: 'late' }] })).rejects.toThrow()
    await expect(worker.client.producer().connect()).rejects.toThrow()
    expect(await kafka.drain(topic)).toEqual([])
  })

  test('whose send is done and not answered has sent it', async ({ kafka }) => {
    const topic = await kafka.topic('orders')
    const worker = kafka.worker()
    const producer = worker.client.producer()
    await producer.connect()
    const crashed = worker.crashAfter('send')
    await expect(producer.send({ topic, messages: [{ value: 'sent' }] })).rejects.toThrow()
    await crashed
    expect((await kafka.drain(topic)).map(({ value }) => value)).toEqual(['sent'])
  })

  test('can die at each step of a transaction, and its successor ends what it began', async ({ kafka }) => {
    const [topic, transactionalId] = [await kafka.topic('orders'), kafka.transactionalId('shop')]
    const work = async (client: Kafka, value: string) => {
      const producer = client.producer({ transactionalId, idempotent: true, maxInFlightRequests: 1 })
      await producer.connect()
      const transaction = await producer.transaction()
      await transaction.send({ topic, messages: [{ value }] })
      await transaction.commit()
      await producer.disconnect()
    }
    for (const step of ['take over as producer', 'add to transaction', 'send', 'commit transaction'] as const) {
      const worker = kafka.worker()
      const crashed = worker.crashBefore(step)
      await expect(work(worker.client, `not ${step}`)).rejects.toThrow()
      await crashed
    }
    const worker = kafka.worker()
    await work(worker.client, 'done')
    expect((await kafka.drain(topic)).map(({ value }) => value)).toEqual(['done'])
    expect(worker.steps).toEqual([
      'take over as producer shop',
      'add to transaction: orders',
      'send to orders',
      'commit transaction',
    ])
  })

  test('lets each step through a gate, which may let it die', async ({ kafka }) => {
    const [place, history, seen] = [await prepare(kafka), [] as string[], [] as string[]]
    const worker = kafka.worker({
      step: async (name, pass) => {
        seen.push(name)
        if (seen.length === 3) throw new Error('crash')
        return pass()
      },
    })
    await read(worker.client, 'c1', history, place)
    await expect.poll(() => seen).toHaveLength(3)
    await worker.crash()
    expect(await kafka.committed(place.group, place.topic)).toEqual([2])
    expect(history).toEqual(['c1:m0', 'c1:m1', 'c1:m2'])
  })

  test('that never comes to the step at which it is to die makes the test fail with what it did', async ({ kafka }) => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const crashed = kafka.worker().crashBefore('send')
    vi.advanceTimersByTime(8_000)
    vi.useRealTimers()
    await expect(crashed).rejects.toThrow('the worker did not come to "send"; it changed nothing at all')
  })
})

describe.skipIf(reason)('on the screen', () => {
  test('kafkajs writes nothing, whatever happens', async ({ kafka }) => {
    const written: unknown[] = []
    const spies = [process.stdout, process.stderr].map((stream) =>
      vi.spyOn(stream, 'write').mockImplementation((text) => written.push(text) > 0),
    )
    process.on('warning', (warning) => written.push(warning.name))
    const [place, history] = [await prepare(kafka), [] as string[]]
    const worker = kafka.worker()
    await read(worker.client, 'c1', history, place)
    await kafka.caughtUp(place.group, place.topic)
    const other = await kafka.join(place.group, place.topic)
    await kafka.evict(place.group)
    await expect.poll(() => kafka.members(place.group)).toHaveLength(2)
    await worker.crash()
    await other.leave()
    await delay(0)
    for (const spy of spies) spy.mockRestore()
    expect(written).toEqual([])
  })
})
