import { describe, expect, vi } from 'vitest'
import { whyNot } from '../../../test/services/temporary-home.ts'
import { test } from '../test.ts'
import { consume, consumers } from './fixtures/consumers.ts'
import { senders, work } from './fixtures/senders.ts'

vi.setConfig({ testTimeout: 400_000, hookTimeout: 60_000 })
const reason = await whyNot('docker', ['kafka', 'postgres'])

const modes = ['before', 'after', 'reply lost'] as const
const nothing = { loss: 0, duplicate: 0, phantom: 0 }

/** What is wrong, of what there should be and what there is. */
function compare(wanted: readonly string[], found: readonly string[]) {
  return {
    loss: wanted.filter((id) => !found.includes(id)).length,
    duplicate: found.length - new Set(found).size,
    phantom: found.filter((id) => !wanted.includes(id)).length,
  }
}

// At how many of the points it shows: of those at which the process is killed, whether before the step or after it, and
// of those at which it lives on without the reply, and kafkajs sends again.
describe.skipIf(reason)('a process of Kafka and Postgres that is struck at every step in turn', () => {
  test.for([
    ['inbox and effect in one transaction, then commit', 10, {}, {}],
    ['no inbox', 4, { duplicate: 2 }, { duplicate: 2 }],
    ['commit before the effect', 4, { loss: 2 }, { duplicate: 2 }],
    ['inbox in a transaction of its own, before', 6, { loss: 2 }, { loss: 2 }],
    ['inbox in a transaction of its own, after', 8, { duplicate: 2 }, { duplicate: 2 }],
    ['a set in memory', 4, { duplicate: 2 }, { duplicate: 2 }],
  ] as const)('as a consumer: %s', async ([name, points, ifKilled, ifReplyLost], { kafka, postgres, crashPoints }) => {
    await postgres.query('CREATE TABLE effects (id text); CREATE TABLE inbox (id text PRIMARY KEY)')
    let [topic, group] = ['', '']
    for (const mode of modes) {
      const { tried, seen } = await crashPoints({
        modes: [mode],
        limitMs: 120_000,
        before: async () => {
          await postgres.query('TRUNCATE effects, inbox')
          topic = await kafka.topic('orders')
          group = kafka.group('billing')
          await kafka.produce(topic, ['a', 'b'])
        },
        run: (life) => {
          const [worker, pool] = [kafka.worker({ life }), life.postgres.pool()]
          return consume({ worker, pool, topic, group }, consumers[name]())
        },
        observe: async () => {
          const effects = await postgres.query<{ id: string }>('SELECT id FROM effects')
          return compare(
            ['a', 'b'],
            effects.map(({ id }) => id),
          )
        },
        check: ({ lives }) => expect(lives.at(-1)).toMatchObject({ state: 'returned' }),
      })
      const wrong = mode === 'reply lost' ? ifReplyLost : ifKilled
      expect([mode, tried[mode], seen]).toEqual([mode, points, { ...nothing, ...wrong }])
    }
  })

  test.for([
    ['outbox in the transaction, send then mark', 13, { duplicate: 2 }, { duplicate: 2 }],
    ['outbox in the transaction, mark then send', 13, { loss: 2 }, { loss: 2, duplicate: 2 }],
    ['order, then send', 4, { loss: 2 }, { loss: 2, duplicate: 2 }],
    ['send in the transaction', 8, { phantom: 2 }, { duplicate: 2 }],
    ['order and outbox in two transactions', 9, { duplicate: 2, loss: 2 }, { loss: 2, duplicate: 2 }],
  ] as const)('as a sender: %s', async ([name, points, ifKilled, ifReplyLost], { kafka, postgres, crashPoints }) => {
    await postgres.query('CREATE TABLE orders (id text); CREATE TABLE outbox (id text, is_sent boolean)')
    let topic = ''
    for (const mode of modes) {
      const { tried, seen } = await crashPoints({
        modes: [mode],
        limitMs: 120_000,
        before: async () => {
          await postgres.query('TRUNCATE orders, outbox')
          topic = await kafka.topic('orders')
        },
        run: async (life) => {
          const [worker, client] = [kafka.worker({ life }), await life.postgres.client()]
          await work(senders[name], life.nth === 1 ? ['a', 'b'] : [], { worker, client, topic })
        },
        observe: async () => {
          const orders = await postgres.query<{ id: string }>('SELECT id FROM orders')
          const events = await kafka.drain(topic)
          return compare(
            orders.map(({ id }) => id),
            events.map(({ value }) => String(value)),
          )
        },
        check: ({ lives }) => expect(lives.at(-1)).toMatchObject({ state: 'returned' }),
      })
      const wrong = mode === 'reply lost' ? ifReplyLost : ifKilled
      expect([mode, tried[mode], seen]).toEqual([mode, points, { ...nothing, ...wrong }])
    }
  })
})
