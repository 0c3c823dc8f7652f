import { Kafka, logLevel } from 'kafkajs'
import { describe, expect, test, vi } from 'vitest'
import { whyNot } from '../../../test/services/temporary-home.ts'
import { renderLeaks } from '../leaks/leak.ts'
import { TestServers } from '../servers/test-servers.ts'
import type { KafkaFixture } from './kafka-fixture.ts'

vi.setConfig({ testTimeout: 60_000 })

/** What the kit says after `work`, which is the whole of a test. */
async function leaksOf(work: (kafka: KafkaFixture) => Promise<unknown>): Promise<string> {
  const servers = new TestServers()
  try {
    await work(await servers.kafka())
    return renderLeaks(await servers.close())
  } finally {
    await servers.release()
  }
}

const reason = await whyNot('docker', ['kafka'])

describe.skipIf(reason)('leak detection in Kafka', () => {
  test('finds nothing where everything is disconnected', async () => {
    const leaks = await leaksOf(async (kafka) => {
      const client = kafka.client()
      const clients = [client.producer(), client.admin(), client.consumer({ groupId: kafka.group('billing') })]
      for (const one of clients) await one.connect()
      for (const one of clients) await one.disconnect()
    })
    expect(leaks).toBe('')
  })

  test('gives code that disconnects in the background a moment', async () => {
    const leaks = await leaksOf(async (kafka) => {
      const producer = kafka.client().producer()
      await producer.connect()
      void producer.disconnect()
    })
    expect(leaks).toBe('')
  })

  test('names the line that made a consumer or a producer and left it connected', async () => {
    const leaks = await leaksOf(async (kafka) => {
      const consumer = kafka.client().consumer({ groupId: kafka.group('billing') })
      await consumer.connect()
      await kafka.client().producer().connect()
    })
    expect(leaks.split('\n')).toEqual([
      expect.stringMatching(
        /^Your code left a consumer of the group billing connected, from kafka-leaks.*:4\d: disconnect/,
      ),
      expect.stringMatching(/^Your code left a producer connected, from kafka-leaks\.test\.ts:4\d: disconnect/),
    ])
  })

  test('does not blame a worker that died', async () => {
    const leaks = await leaksOf(async (kafka) => {
      const worker = kafka.worker()
      await worker.client.producer().connect()
      await worker.crash()
    })
    expect(leaks).toBe('')
  })

  test('finds clients that the kit did not make', async () => {
    const own: { disconnect(): Promise<void> }[] = []
    const leaks = await leaksOf(async ({ brokers }) => {
      const producer = new Kafka({ brokers: [...brokers], logLevel: logLevel.NOTHING }).producer()
      own.push(producer)
      await producer.connect()
    })
    await Promise.all(own.map((client) => client.disconnect()))
    expect(leaks).toMatch(/^Your code left a connection to Kafka open, from /)
  })
})

describe.skipIf(reason)('what clients report', () => {
  test('is kept for a test that fails: what the handler threw, and where', async () => {
    const servers = new TestServers()
    const kafka = await servers.kafka()
    const topic = await kafka.topic('orders')
    await kafka.produce(topic, ['message'])
    const consumer = kafka.client({ retry: { retries: 0 } }).consumer({ groupId: kafka.group('billing') })
    const crashed = new Promise((resolve) => consumer.on(consumer.events.CRASH, resolve))
    await consumer.connect()
    await consumer.subscribe({ topic, fromBeginning: true })
    await consumer.run({ eachMessage: async () => expect.unreachable('a strange message') })
    await crashed
    const { lastWords } = servers
    await consumer.disconnect()
    await servers.close()
    await servers.release()
    expect(lastWords[0]).toMatch(
      /^kafkajs: Error when calling eachMessage: .*a strange message.*, at kafka-leaks.test.ts:\d+$/,
    )
  })
})
