import { describe, expect, vi } from 'vitest'
import { whyNot } from '../../../test/services/temporary-home.ts'
import { turns } from '../clock.ts'
import { test } from '../test.ts'

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })
const reason = await whyNot('docker', ['kafka'])

function countTimers(): number {
  return process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length
}

// In a file of its own: Node warns once in each thread, and no earlier test has left a timer.
describe.skipIf(reason)('kafkajs', () => {
  test('writes nothing on the screen, whatever happens', async ({ kafka }) => {
    const written: unknown[] = []
    const spies = [process.stdout, process.stderr].map((stream) =>
      vi.spyOn(stream, 'write').mockImplementation((text) => written.push(text) > 0),
    )
    process.on('warning', (warning) => written.push(warning.name))
    const [topic, group] = [await kafka.topic('orders', { partitions: 2 }), kafka.group('billing')]
    const worker = kafka.worker()
    const consumer = worker.client.consumer({ groupId: group })
    await consumer.connect()
    await consumer.subscribe({ topic, fromBeginning: true })
    await consumer.run({ eachMessage: async () => {} })
    const other = await kafka.join(group, topic)
    await kafka.evict(group)
    await expect.poll(() => kafka.members(group)).toHaveLength(2)
    await worker.crash()
    await other.leave()
    await turns(1)
    for (const spy of spies) spy.mockRestore()
    expect(written).toEqual([])
  })

  test('sets no timers while a client has nothing to do', async ({ kafka }) => {
    const timersBefore = countTimers()
    const producer = kafka.client().producer()
    await producer.connect()
    await turns(20)
    expect(countTimers()).toBeLessThanOrEqual(timersBefore)
    await producer.disconnect()
  })
})
