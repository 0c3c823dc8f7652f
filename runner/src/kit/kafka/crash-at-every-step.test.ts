import { describe, expect, vi } from 'vitest'
import { whyNot } from '../../../test/services/temporary-home.ts'
import { test } from '../test.ts'
import { consume, consumers } from './fixtures/consumers.ts'
import { countCrashes, type Life, type Mode, type World } from './fixtures/crash-worker.ts'
import { work } from './fixtures/senders.ts'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 })
const reason = await whyNot('docker', ['kafka', 'postgres'])

describe.skipIf(reason)('a worker that dies at every step in turn', () => {
  test.for([
    ['inbox and effect in one transaction, then commit', 10, {}],
    ['no inbox', 4, { duplicate: 2 }],
    ['commit before the effect', 4, { loss: 2 }],
    ['inbox in a transaction of its own, before', 6, { loss: 2 }],
    ['inbox in a transaction of its own, after', 8, { duplicate: 2 }],
    ['a set in memory', 4, { duplicate: 2 }],
  ] as const)('as a consumer: %s', async ([name, points, found], { kafka, postgres }) => {
    const make = consumers[name] ?? expect.unreachable()
    await postgres.query('CREATE TABLE effects (id text); CREATE TABLE inbox (id text PRIMARY KEY)')
    const live = (life: Life, world: World) => consume(life, world, make())
    const counts = (mode: Mode) =>
      countCrashes({
        mode,
        freshWorld: async () => {
          await postgres.query('TRUNCATE effects, inbox')
          const [topic, group] = [await kafka.topic('orders'), kafka.group('billing')]
          await kafka.produce(topic, ['a', 'b'])
          return { kafka, postgres, topic, group }
        },
        first: live,
        second: live,
        look: async () => {
          const rows = await postgres.query<{ id: string }>('SELECT id FROM effects')
          return nameProblems(
            ['a', 'b'],
            rows.map(({ id }) => id),
          )
        },
      })
    expect(await counts('before')).toEqual({ points, found })
    expect(await counts('after')).toEqual({ points, found })
  })

  test.for([
    ['outbox in the transaction, send then mark', 13, { duplicate: 2 }],
    ['outbox in the transaction, mark then send', 13, { loss: 2 }],
    ['order, then send', 4, { loss: 2 }],
    ['send in the transaction', 8, { phantom: 2 }],
    ['order and outbox in two transactions', 9, { duplicate: 2, loss: 2 }],
  ] as const)('as a sender: %s', async ([name, points, found], { kafka, postgres }) => {
    await postgres.query('CREATE TABLE orders (id text); CREATE TABLE outbox (id text, is_sent boolean)')
    const counts = (mode: Mode) =>
      countCrashes({
        mode,
        freshWorld: async () => {
          await postgres.query('TRUNCATE orders, outbox')
          return { kafka, postgres, topic: await kafka.topic('orders'), group: '' }
        },
        first: (life, world) => work(name, life, world, ['a', 'b']),
        second: (life, world) => work(name, life, world, []),
        look: async ({ topic }) => {
          const orders = await postgres.query<{ id: string }>('SELECT id FROM orders')
          const events = await kafka.drain(topic)
          return nameProblems(
            orders.map(({ id }) => id),
            events.map(({ value }) => String(value)),
          )
        },
      })
    expect(await counts('before')).toEqual({ points, found })
    expect(await counts('after')).toEqual({ points, found })
  })
})

function nameProblems(wanted: readonly string[], seen: readonly string[]): readonly string[] {
  const problems = new Set<string>()
  for (const id of wanted) if (!seen.includes(id)) problems.add('loss')
  for (const id of seen) if (!wanted.includes(id)) problems.add('phantom')
  if (new Set(seen).size < seen.length) problems.add('duplicate')
  return [...problems]
}
