import { expect, freshCopy, type KafkaFixture, type Life, type PostgresFixture, test } from 'loadbearing/kit'

interface Shop {
  readonly kafka: KafkaFixture
  readonly postgres: PostgresFixture
}

/** Two orders of two customers. */
const orders = [
  { orderId: 'o-1', customer: 'nadia', cents: 3000 },
  { orderId: 'o-2', customer: 'omar', cents: 1000 },
]

/** A shop whose orders are on a topic of their own each time that it opens, and whose customers owe nothing. */
async function createShop({ kafka, postgres }: Shop) {
  await postgres.query('CREATE TABLE accounts (customer text PRIMARY KEY, owed_cents integer NOT NULL)')
  await postgres.query('CREATE TABLE handled (order_id text PRIMARY KEY)')
  await postgres.query("INSERT INTO accounts VALUES ('nadia', 0), ('omar', 0)")
  const place = { topic: '', group: '' }
  return {
    place,
    async open(messages: readonly object[] = orders) {
      await postgres.query('UPDATE accounts SET owed_cents = 0; TRUNCATE handled')
      place.topic = await kafka.topic('orders')
      place.group = kafka.group('billing')
      await kafka.produce(
        place.topic,
        messages.map((message) => JSON.stringify(message)),
      )
    },
    /** One process of billing, from its start until it has handled all that is on the topic. */
    async run(life: Pick<Life, 'postgres'> & Partial<Life>) {
      const worker = kafka.worker('step' in life ? { life: life as Life } : {})
      const { startBilling } = await freshCopy(() => import('./idempotent-consumer.ts'))
      const stop = await startBilling({ kafka: worker.client, pool: life.postgres.pool(), ...place })
      await worker.caughtUp()
      await stop()
    },
    async owed() {
      const rows = await postgres.query<{ customer: string; cents: number }>(
        'SELECT customer, owed_cents AS cents FROM accounts ORDER BY customer',
      )
      return rows.map(({ customer, cents }) => `${customer} ${cents / 100} €`).join(', ')
    },
    /** How many orders are owed for less than once, or more than once. */
    async miscounted() {
      const rows = await postgres.query<{ customer: string; cents: number }>(
        'SELECT customer, owed_cents AS cents FROM accounts',
      )
      const excess = rows.map(
        ({ customer, cents }) => cents - (orders.find((o) => o.customer === customer)?.cents ?? 0),
      )
      const count = (is: (cents: number) => boolean) => excess.filter(is).length
      return { 'lost a charge': count((cents) => cents < 0), 'charged twice': count((cents) => cents > 0) }
    },
  }
}

const due = 'Due are nadia 30 €, omar 10 €'

test('A process that dies at any step loses no charge', async ({ kafka, postgres, crashPoints }) => {
  const shop = await createShop({ kafka, postgres })
  await crashPoints({
    modes: ['before'],
    before: () => shop.open(),
    run: shop.run,
    observe: shop.miscounted,
    check: async ({ point, seen }) => {
      const story = point ? 'Billing died at one of its steps and was started again' : 'Billing ran undisturbed'
      expect(seen['lost a charge'], `${story}. ${due}; owed are ${await shop.owed()}.`).toBe(0)
    },
    failingLabel: 'points that lost a charge',
  })
})

test('A message that is delivered again charges nobody again', async ({ kafka, postgres, crashPoints }) => {
  const shop = await createShop({ kafka, postgres })
  await crashPoints({
    modes: ['after'],
    before: () => shop.open(),
    run: shop.run,
    observe: shop.miscounted,
    check: async ({ point, seen }) => {
      const story = point ? 'Billing died at one of its steps and was started again' : 'Billing ran undisturbed'
      expect(seen['charged twice'], `${story}. ${due}; owed are ${await shop.owed()}.`).toBe(0)
    },
    failingLabel: 'points that charged twice',
  })
})

test('An order that was sent twice is charged once', async ({ kafka, postgres }) => {
  const shop = await createShop({ kafka, postgres })
  await shop.open([...orders, orders[0] ?? {}])
  await shop.run({ postgres })
  const owed = await shop.owed()
  const story = 'The shop had no answer from Kafka and sent order o-1 again, so it is on the topic twice'
  expect(owed, `${story}. ${due}; owed are ${owed}.`).toBe('nadia 30 €, omar 10 €')
})

test('What is charged is committed, so that nobody begins anew', async ({ kafka, postgres }) => {
  const shop = await createShop({ kafka, postgres })
  await shop.open([...orders, orders[0] ?? {}])
  await shop.run({ postgres })
  const lag = await kafka.lag(shop.place.group, shop.place.topic)
  expect(
    lag,
    `Billing handled 2 orders, one of them twice, and was stopped. The next process is given ${lag} messages again.`,
  ).toBe(0)
})
