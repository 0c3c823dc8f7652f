import { setTimeout as delay } from 'node:timers/promises'
import type { Kafka } from 'kafkajs'
import { describe, expect, vi } from 'vitest'
import { whyNot } from '../../../test/services/temporary-home.ts'
import { turns } from '../clock.ts'
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

function countTimers(): number {
  return process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length
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
    expect(worker.steps).toEqual(['commits offset 1 of orders', 'commits offset 2 of orders'])
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

  test('that is dead is silent: what it waits for never comes, it tries nothing again, and nothing reaches the broker', async ({
    kafka,
  }) => {
    const topic = await kafka.topic('orders')
    const worker = kafka.worker()
    const [producer, heard] = [worker.client.producer({ idempotent: true }), vi.fn()]
    await producer.connect()
    const timersBefore = countTimers()
    const crashed = worker.crashBefore('send')
    producer.send({ topic, messages: [{ value: 'lost' }] }).then(heard, heard)
    await crashed
    for (const late of [worker.client.producer(), worker.client.admin()]) late.connect().then(heard, heard)
    await turns(20)
    expect(countTimers()).toBeLessThanOrEqual(timersBefore)
    expect(heard).not.toHaveBeenCalled()
    expect(await kafka.drain(topic)).toEqual([])
  })

  test('whose send is done and not answered has sent it', async ({ kafka }) => {
    const topic = await kafka.topic('orders')
    const worker = kafka.worker()
    const producer = worker.client.producer()
    await producer.connect()
    const crashed = worker.crashAfter('send')
    void producer.send({ topic, messages: [{ value: 'sent' }] })
    await crashed
    expect((await kafka.drain(topic)).map(({ value }) => value)).toEqual(['sent'])
  })

  test.for([
    ['twice', false],
    ['once, if it is idempotent', true],
  ] as const)('that lives on without the answer to its send has sent it %s', async ([, idempotent], { kafka }) => {
    const topic = await kafka.topic('orders')
    let isFirst = true
    const worker = kafka.worker({
      step: async (_, pass) => {
        const done = await pass()
        if (!isFirst) return done
        isFirst = false
        throw new Error('the answer is lost')
      },
    })
    const producer = worker.client.producer({ idempotent })
    await producer.connect()
    await producer.send({ topic, messages: [{ value: 'sent' }] })
    await producer.disconnect()
    expect(await kafka.drain(topic)).toHaveLength(idempotent ? 1 : 2)
    expect(worker.steps).toEqual(['sends to orders', 'sends to orders'])
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
      void work(worker.client, `not ${step}`)
      await crashed
    }
    const worker = kafka.worker()
    await work(worker.client, 'done')
    expect((await kafka.drain(topic)).map(({ value }) => value)).toEqual(['done'])
    expect(worker.steps).toEqual([
      'takes over as producer shop',
      'adds orders to its transaction',
      'sends to orders',
      'commits its transaction',
    ])
  })

  test('has caught up when it has handled everything, whatever it committed', async ({ kafka }) => {
    const [place, history] = [await prepare(kafka), [] as string[]]
    const worker = kafka.worker()
    const consumer = worker.client.consumer({ groupId: place.group })
    await consumer.connect()
    await consumer.subscribe({ topic: place.topic, fromBeginning: true })
    await consumer.run({
      autoCommit: false,
      eachMessage: async ({ message }) => {
        await delay(5)
        history.push(String(message.value))
      },
    })
    await worker.caughtUp()
    expect(history).toEqual(['m0', 'm1', 'm2'])
    await kafka.produce(place.topic, ['m3'])
    await worker.caughtUp()
    expect(history).toEqual(['m0', 'm1', 'm2', 'm3'])
    expect(await kafka.lag(place.group, place.topic)).toBe(4)
    await consumer.disconnect()
  })

  test('whose consumer gives up has not caught up, and says why', async ({ kafka }) => {
    const place = await prepare(kafka)
    const worker = kafka.worker()
    await expect(worker.caughtUp()).rejects.toThrow('The worker has made no consumer.')
    const consumer = worker.client.consumer({ groupId: place.group })
    await consumer.connect()
    await consumer.subscribe({ topic: place.topic, fromBeginning: true })
    await consumer.run({ eachMessage: async () => JSON.parse('not JSON') })
    await expect(worker.caughtUp()).rejects.toThrow(/^The consumer gave up: .*not JSON/)
  })

  test('that never comes to the step at which it is to die makes the test fail with what it did', async ({ kafka }) => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const crashed = kafka.worker().crashBefore('send')
    vi.advanceTimersByTime(8_000)
    vi.useRealTimers()
    await expect(crashed).rejects.toThrow('the worker did not come to "send"; it changed nothing at all')
  })
})
