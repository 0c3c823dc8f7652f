import { test as base, expect, freshCopy, type KitFixtures, type StandbyFixture } from 'loadbearing/kit'
import type { Shop } from './read-your-writes.ts'

/** One server: a copy of your module with a memory of its own, and pools of its own. */
async function startServer(pools: Shop) {
  const { placeOrder, listOrders } = await freshCopy(() => import('./read-your-writes.ts'))
  return {
    order: (customer: string, item: string) => placeOrder(pools, customer, item),
    list: async (customer: string, session: string) =>
      (await listOrders(pools, customer, session)).join(' and ') || 'nothing',
  }
}

/** An empty shop with two servers; `within` lets time pass until there is an answer. */
async function openShop({ replica, clock, settled }: Pick<KitFixtures, 'replica' | 'clock' | 'settled'>) {
  const { primary } = replica
  const [standby] = replica.standbys
  const columns = 'id bigint GENERATED ALWAYS AS IDENTITY, customer text NOT NULL, item text NOT NULL'
  await primary.query(`CREATE TABLE orders (${columns})`)
  await standby.caughtUp()
  const start = (pools = {}) => startServer({ primary: primary.pool(), replica: standby.pool(), clock, ...pools })
  const within = async (limitMs: number, work: Promise<string>): Promise<string> => {
    let isDone = false
    work.finally(() => (isDone = true)).catch(() => {})
    await settled()
    for (let ms = 0; !isDone && ms < limitMs; ms += 50) {
      await clock.advance(50)
      await settled()
    }
    return isDone ? work : 'not come yet'
  }
  return { primary, standby, a: await start(), b: await start(), start, within }
}

const test = base.extend<{ shop: Awaited<ReturnType<typeof openShop>> }>({
  shop: async ({ replica, clock, settled }, use) => use(await openShop({ replica, clock, settled })),
})

test("Whatever server answers, a customer's list has the orders confirmed to that customer", async ({
  shop,
  evidence,
}) => {
  const { a, b, standby, within } = shop
  await standby.pauseReplay()
  const session = await within(5_000, a.order('nadia', 'tea'))
  const reads = [a.list('nadia', session), b.list('nadia', session)] as const
  // How long anybody may wait is judged below: here whoever waits for the replica gets it.
  if ((await within(5_000, reads[0])) === 'not come yet') await standby.resumeReplay()
  const lists = [await within(1_000, reads[0]), await within(1_000, reads[1])]
  evidence.count("lists without the customer's order", lists.filter((list) => list !== 'tea').length, { expected: 0 })
  const story = 'The replica stood still. Nadia ordered tea on server A.'
  expect(lists[0], `${story} Her list on server A then had ${lists[0]} (expected tea).`).toBe('tea')
  expect(lists[1], `${story} Her list on server B then had ${lists[1]} (expected tea).`).toBe('tea')
})

test('An order stays in the list for as long as the replica lags', async ({ shop, clock }) => {
  const { a, b, standby, within } = shop
  await standby.pauseReplay()
  const session = await within(5_000, a.order('nadia', 'tea'))
  for (const minutes of [1, 10, 60]) {
    await clock.advance(minutes * 60_000)
    const read = b.list('nadia', session)
    if ((await within(5_000, read)) === 'not come yet') await standby.resumeReplay()
    const list = await within(1_000, read)
    const story = `The replica stood still. Nadia ordered tea. ${minutes} min later her list had ${list}`
    expect(list, `${story} (expected tea).`).toBe('tea')
  }
})

test('A read that the replica can answer sends nothing to the primary', async ({ shop, evidence }) => {
  const { a, b, primary, standby, within } = shop
  const placing = a.order('nadia', 'tea')
  const nadia = await within(5_000, placing)
  await standby.caughtUp()
  await standby.pauseReplay()
  await within(5_000, b.order('omar', 'milk'))
  primary.forgetStatements()
  const lists = [await within(1_000, b.list('nadia', nadia)), await within(1_000, a.list('zoe', ''))]
  const statements = primary.statements().length
  evidence.count('statements at the primary', statements, { expected: 0 })
  const story = "The replica lacked Omar's order. It had Nadia's, and Zoe had none."
  const seen = `Their two lists had ${lists.join(' and ')} (expected tea and nothing)`
  expect(lists, `${story} ${seen}.`).toEqual(['tea', 'nothing'])
  expect(statements, `${story} Their two lists took ${statements} statements at the primary (expected 0).`).toBe(0)
})

test('A replica that lags holds nobody up for longer than a second', async ({ shop, clock, evidence }) => {
  const { a, b, standby, within } = shop
  await standby.pauseReplay()
  const session = await within(1_000, a.order('nadia', 'tea'))
  const startMs = clock.now()
  const list = await within(1_000, b.list('nadia', session))
  evidence.count('milliseconds until the list came', clock.now() - startMs)
  const story = 'The replica stood still. Nadia ordered tea, and a second later'
  expect(session, `${story} her confirmation had not come yet.`).not.toBe('not come yet')
  expect(list, `${story} her list had ${list} (expected tea).`).toBe('tea')
})

test('At whatever point the replica stands, the list has the confirmed orders', async ({ shop, settled }) => {
  const { a, b, primary, standby, start, within } = shop
  const longer = await standby.pauseReplayAt('F/FFFFFFF0')
  const server = await start({ primary: primary.pool(longer), replica: standby.pool(longer) })
  const first = await within(1_000, server.list('omar', await within(1_000, server.order('omar', 'milk'))))
  const place = 'The replica stood at the last position with one digit before the slash. Omar ordered milk.'
  expect(first, `${place} His list had ${first} (expected milk).`).toBe('milk')
  await standby.resumeReplay()

  await primary.query(`
    CREATE FUNCTION wait() RETURNS trigger LANGUAGE plpgsql
    AS 'BEGIN PERFORM pg_advisory_xact_lock(1); RETURN NULL; END';
    CREATE CONSTRAINT TRIGGER at_commit AFTER INSERT ON orders DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION wait()`)
  const judge = await primary.session('the judge')
  await judge.run('SELECT pg_advisory_lock(1)')
  const placing = a.order('nadia', 'tea')
  await settled()
  await standby.caughtUp()
  await standby.pauseReplay()
  await judge.run('SELECT pg_advisory_unlock(1)')
  const list = await within(1_000, b.list('nadia', await within(1_000, placing)))
  const story = 'The replica had the row of an order, and not its commit. The order was confirmed,'
  expect(list, `${story} and its customer's list had ${list} (expected tea).`).toBe('tea')
})

test('Whenever the replica catches up, the list has the confirmed orders', async ({ shop, settled }) => {
  const { a, primary, standby, start, within } = shop
  // On the replica's pool `=` waits at a gate, so that a read is held up after it has begun.
  await primary.query(`
    CREATE SCHEMA gate;
    CREATE FUNCTION gate.equals(text, text) RETURNS boolean LANGUAGE plpgsql
    AS 'BEGIN PERFORM pg_advisory_xact_lock_shared(1); RETURN $1 OPERATOR(pg_catalog.=) $2; END';
    CREATE OPERATOR gate.= (LEFTARG = text, RIGHTARG = text, FUNCTION = gate.equals)`)
  await within(1_000, a.order('nadia', 'milk'))
  await standby.caughtUp()
  await standby.pauseReplay()
  const session = await within(1_000, a.order('nadia', 'tea'))
  const server = await start({ replica: standby.pool({ options: '-c search_path=gate,pg_catalog,public' }) })
  const judge = await standby.session('the judge')
  await judge.run('SELECT pg_advisory_lock(1)')
  const read = server.list('nadia', session)
  await settled()
  await standby.resumeReplay()
  await judge.run('SELECT pg_advisory_unlock(1)')
  const list = await within(1_000, read)
  const story = 'The replica had the first of two confirmed orders, and got the second while it answered a read.'
  expect(list, `${story} The list had ${list} (expected milk and tea).`).toBe('milk and tea')
})
