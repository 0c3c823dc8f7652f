import type { Consumer, EachMessagePayload, Producer } from 'kafkajs'
import { type DemoContext, demo, type Life } from 'loadbearing/demo'
import type { Pool } from 'pg'

/** What a process of billing has at hand for one order. */
interface Work {
  readonly pool: Pool
  readonly order: string
  /** Tells Kafka that the order is done. */
  readonly commit: () => Promise<void>
}

type Handle = (work: Work) => Promise<void>

const chargeOnce = `
WITH noted AS (INSERT INTO handled VALUES ($1) ON CONFLICT DO NOTHING RETURNING order_id)
INSERT INTO charges SELECT order_id FROM noted`

const charge = (pool: Pool, order: string) => pool.query('INSERT INTO charges VALUES ($1)', [order])
const note = (pool: Pool, order: string) =>
  pool.query('INSERT INTO handled VALUES ($1) ON CONFLICT DO NOTHING', [order])

// #region commit-after
const commitAfter: Handle = async ({ pool, order, commit }) => {
  await charge(pool, order)
  await commit()
}
// #endregion

const commitBefore: Handle = async ({ pool, order, commit }) => {
  await commit()
  await charge(pool, order)
}

/** A memory of its own for each process. */
const rememberInMemory = (): Handle => {
  const seen = new Set<string>()
  return async ({ pool, order, commit }) => {
    if (!seen.has(order)) await charge(pool, order)
    seen.add(order)
    await commit()
  }
}

const noteThenCharge: Handle = async ({ pool, order, commit }) => {
  const noted = await note(pool, order)
  if (noted.rowCount === 1) await charge(pool, order)
  await commit()
}

const chargeThenNote: Handle = async ({ pool, order, commit }) => {
  const known = await pool.query('SELECT FROM handled WHERE order_id = $1', [order])
  if (known.rowCount === 0) {
    await charge(pool, order)
    await note(pool, order)
  }
  await commit()
}

const noteAndCharge: Handle = async ({ pool, order, commit }) => {
  await pool.query(chargeOnce, [order])
  await commit()
}

/** Where orders come from, where events go, and by what names. */
interface Names {
  readonly topic: string
  readonly events: string
  readonly group: string
  readonly transactionalId: string
}

/** One process of billing, until it has handled all that is on the topic. */
async function bill(life: Life, kafka: DemoContext['kafka'], names: Names, handle: Handle): Promise<void> {
  const worker = kafka.worker({ life })
  const pool = life.postgres.pool()
  await consume(
    worker.client.consumer({ groupId: names.group }),
    names,
    worker.caughtUp.bind(worker),
    (message, next) => {
      const commit = () => next.consumer.commitOffsets([{ topic: names.topic, partition: 0, offset: next.offset }])
      return handle({ pool, order: `${message.message.value}`, commit })
    },
  )
}

async function consume(
  consumer: Consumer,
  { topic }: Names,
  caughtUp: () => Promise<void>,
  each: (message: EachMessagePayload, next: { readonly consumer: Consumer; readonly offset: string }) => Promise<void>,
): Promise<void> {
  await consumer.connect()
  await consumer.subscribe({ topic, fromBeginning: true })
  await consumer.run({
    autoCommit: false,
    eachMessage: (message) => each(message, { consumer, offset: `${BigInt(message.message.offset) + 1n}` }),
  })
  await caughtUp()
  await consumer.disconnect()
}

/** Offset and event are one transaction of Kafka. The charge is in Postgres. */
async function billInTransactions(life: Life, kafka: DemoContext['kafka'], names: Names): Promise<void> {
  const worker = kafka.worker({ life })
  const pool = life.postgres.pool()
  const { transactionalId, events, group: consumerGroupId, topic } = names
  const producer: Producer = worker.client.producer({ transactionalId, idempotent: true, maxInFlightRequests: 1 })
  await producer.connect()
  const consumer = worker.client.consumer({ groupId: consumerGroupId })
  await consume(consumer, names, worker.caughtUp.bind(worker), async ({ message }, { offset }) => {
    const transaction = await producer.transaction()
    await charge(pool, `${message.value}`)
    await transaction.send({ topic: events, messages: [{ value: `charged ${message.value}` }] })
    await transaction.sendOffsets({ consumerGroupId, topics: [{ topic, partitions: [{ partition: 0, offset }] }] })
    await transaction.commit()
  })
  await producer.disconnect()
}

type Bill = (life: Life, kafka: DemoContext['kafka'], names: Names) => Promise<void>

/** Each process makes a handler of its own, with a memory of its own. */
const by =
  (create: () => Handle): Bill =>
  (life, kafka, names) =>
    bill(life, kafka, names, create())

const strategies: readonly [name: string, id: string, bill: Bill][] = [
  ['commit, then charge', 'commitBefore', by(() => commitBefore)],
  ['charge, then commit', 'commitAfter', by(() => commitAfter)],
  ['the same, remembering in memory', 'memory', by(rememberInMemory)],
  ['note the order, charge, commit', 'noteFirst', by(() => noteThenCharge)],
  ['charge, note the order, commit', 'noteLast', by(() => chargeThenNote)],
  ['charge inside a Kafka transaction', 'kafkaTransaction', billInTransactions],
  ['note and charge at once, commit', 'atOnce', by(() => noteAndCharge)],
]

const orders = ['order-1', 'order-2']

export default demo({
  title: 'Two orders, and a process that dies before each of its steps',
  services: { postgres: 1, kafka: 1 },
  run: async ({ postgres, kafka, crashPoints }) => {
    await postgres.query(
      'CREATE TABLE charges (order_id text NOT NULL); CREATE TABLE handled (order_id text PRIMARY KEY)',
    )
    const rows: (string | number)[][] = []
    const measured: Record<string, number> = {}
    for (const [name, id, startBilling] of strategies) {
      let names: Names | undefined
      const { tried, seen } = await crashPoints({
        modes: ['before'],
        before: async () => {
          await postgres.query('TRUNCATE charges, handled')
          const [topic, events] = [await kafka.topic('orders'), await kafka.topic('charged')]
          names = { topic, events, group: kafka.group('billing'), transactionalId: kafka.transactionalId('billing') }
          await kafka.produce(topic, orders)
        },
        run: async (life) => names && startBilling(life, kafka, names),
        observe: async () => {
          const charges = await postgres.query<{ id: string }>('SELECT order_id AS id FROM charges')
          const counts = orders.map((order) => charges.filter((row) => row.id === order).length)
          return {
            'lose a charge': counts.some((count) => count < 1) ? 1 : 0,
            'repeat a charge': counts.some((count) => count > 1) ? 1 : 0,
          }
        },
        check: () => {},
      })
      const [lost = 0, repeated = 0] = [seen['lose a charge'], seen['repeat a charge']]
      rows.push([name, tried.before, lost, repeated])
      Object.assign(measured, { [`${id}Lost`]: lost, [`${id}Repeated`]: repeated, [`${id}Steps`]: tried.before })
    }
    return { columns: ['strategy', 'deaths', 'lose a charge', 'repeat a charge'], rows, measured }
  },
  claims: [
    {
      sentence: 'Committing first loses a charge for each order, and repeats none',
      holds: ({ commitBeforeLost, commitBeforeRepeated }) => commitBeforeLost === 2 && commitBeforeRepeated === 0,
    },
    {
      sentence: 'Committing last loses none, and repeats one for each order, also with a memory',
      holds: (measured) =>
        measured.commitAfterLost === 0 &&
        measured.memoryLost === 0 &&
        measured.commitAfterRepeated === 2 &&
        measured.memoryRepeated === 2,
    },
    {
      sentence: 'A note in a transaction of its own moves the gap and leaves it open',
      holds: ({ noteFirstLost, noteLastRepeated }) => noteFirstLost === 2 && noteLastRepeated === 2,
    },
    {
      sentence: 'A transaction of Kafka repeats charges in Postgres',
      holds: ({ kafkaTransactionLost, kafkaTransactionRepeated = 0 }) =>
        kafkaTransactionLost === 0 && kafkaTransactionRepeated >= 2,
    },
    {
      sentence: 'Note and charge in one step of Postgres lose none and repeat none',
      holds: ({ atOnceLost, atOnceRepeated }) => atOnceLost === 0 && atOnceRepeated === 0,
    },
  ],
})
