import type { Kafka } from 'kafkajs'
import { expect, type JudgedSystem, type KitFixtures, test } from 'loadbearing/kit'
import checkBilling, { type Billing, type Run } from './exactly-once-illusion.ts'

type Query = (text: string, values?: unknown[]) => Promise<{ readonly rowCount: number | null }>

/** A module of `systems/`: it starts a process of the service, and resolves to what stops it. */
interface Service {
  startWorker(parts: {
    readonly kafka: Kafka
    readonly query: Query
    readonly topic: string
    readonly group: string
    readonly events: string
    readonly transactionalId: string
  }): Promise<() => Promise<void>>
}

type Servers = Pick<KitFixtures, 'kafka' | 'postgres'>

/** A billing service with topics and tables of its own, whose processes die where they are told to. */
async function openBilling({ name, module }: JudgedSystem<Service>, { kafka, postgres }: Servers): Promise<Billing> {
  const schema = `"${name}"`
  await postgres.query(`CREATE SCHEMA ${schema}; CREATE TABLE ${schema}.charges (order_id text NOT NULL)`)
  await postgres.query(`CREATE TABLE ${schema}.inbox (id text PRIMARY KEY)`)
  const names = {
    topic: await kafka.topic('orders'),
    events: await kafka.topic('charged'),
    group: kafka.group('billing'),
    transactionalId: kafka.transactionalId('billing'),
  }
  async function work({ dieBefore = Number.POSITIVE_INFINITY } = {}): Promise<Run> {
    const steps: string[] = []
    const death = Promise.withResolvers<void>()
    let hasDied = false
    const step = async <T>(name: string, pass: () => Promise<T>): Promise<T> => {
      hasDied ||= steps.length + 1 >= dieBefore
      if (hasDied) death.resolve()
      // Nothing that a dead process waits for ever comes.
      if (hasDied) return new Promise(() => {})
      steps.push(name)
      return pass()
    }
    const worker = kafka.worker({ step })
    const connection = await postgres.client()
    await connection.query(`SET search_path TO ${schema}`)
    const query: Query = (text, values) => step(text, () => connection.query(text, values))
    const started = module.startWorker({ kafka: worker.client, query, ...names })
    const idle = started.then(() => worker.caughtUp())
    await Promise.race([idle, death.promise])
    await (hasDied ? worker.crash() : started.then((stop) => stop()))
    await connection.end()
    return { hasDied, steps }
  }
  return {
    order: (id) => kafka.produce(names.topic, [id]),
    work,
    charges: async () => {
      const rows = await postgres.query<{ id: string }>(
        `SELECT order_id AS id FROM ${schema}.charges ORDER BY order_id`,
      )
      return rows.map(({ id }) => id)
    },
  }
}

const accepts = 'accepts it'

/** What the learner's test says of the named services. */
async function judge(names: readonly string[], systems: readonly JudgedSystem<Service>[], servers: Servers) {
  const judged = systems.filter(({ name }) => names.includes(name))
  return Promise.all(
    judged.map(async (system) => {
      const billing = await openBilling(system, servers)
      return checkBilling(billing).then(
        () => accepts,
        (error) => `throws "${error instanceof Error ? error.message : error}"`,
      )
    }),
  )
}

/** Judges services by their flaws, told as the end of "a service that …". */
async function expectFound(
  flaws: Readonly<Record<string, string>>,
  { systems, evidence, ...servers }: Servers & Pick<KitFixtures, 'systems' | 'evidence'>,
) {
  const judged = (await systems<Service>()).filter(({ name }) => name in flaws)
  const says = await judge(Object.keys(flaws), judged, servers)
  const rows = judged.map(({ name }, at) => [flaws[name] ?? '', says[at] ?? ''] as const)
  evidence.table('what your test says of a service that', ['service', 'your test'], rows)
  const accepted = rows.filter(([, word]) => word === accepts).map(([flaw]) => flaw)
  expect(accepted, `Your test accepts a service that ${accepted.join(', and one that ')}.`).toEqual([])
}

test('A service that keeps its promise passes, whenever its process dies', async ({ systems, kafka, postgres }) => {
  const [says] = await judge(['right'], await systems(), { kafka, postgres })
  const story = 'A service charges each order exactly once, whenever its processes die, once they are started again.'
  expect(says, `${story} Your test ${says}.`).toBe(accepts)
})

test('A charge that a crash loses is found, at whatever step it happens', async ({
  systems,
  kafka,
  postgres,
  evidence,
}) => {
  const flaws = {
    'commits-first': 'commits the offset, and then charges',
    'enters-the-order-first': 'enters the order as charged, and then charges',
  }
  await expectFound(flaws, { systems, kafka, postgres, evidence })
})

test('A charge that a crash repeats is found, at whatever step it happens', async ({
  systems,
  kafka,
  postgres,
  evidence,
}) => {
  const flaws = {
    'remembers-in-memory': 'remembers in memory what it has charged',
    'transaction-of-kafka': 'makes offset and event one transaction of Kafka, and charges in Postgres',
    'enters-the-order-last': 'charges, and then enters the order as charged',
  }
  await expectFound(flaws, { systems, kafka, postgres, evidence })
})

test('A second charge for an order that was sent twice is found', async ({ systems, kafka, postgres, evidence }) => {
  const flaws = { 'dedupes-by-offset': 'knows an order again by its offset' }
  await expectFound(flaws, { systems, kafka, postgres, evidence })
})
