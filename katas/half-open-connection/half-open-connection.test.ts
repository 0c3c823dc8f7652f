import { eventually, expect, type KitFixtures, test as kitTest, type LinkFault } from 'loadbearing/kit'
import { runScreen } from './half-open-connection.ts'

type Kit = Pick<KitFixtures, 'postgres' | 'wire' | 'clock' | 'settled'>
const soon = { withinMs: 3_000, describe: 'it comes about' }
/** What reads the table, however it asks. */
const reading = /^(?!listen).*\borders\b/i
const others = "SELECT FROM pg_stat_activity WHERE datname = current_database() AND application_name <> 'the judge'"

async function openShop({ postgres, wire, clock, settled }: Kit) {
  await postgres.query(`
    CREATE TABLE orders (id int PRIMARY KEY);
    CREATE FUNCTION tell() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN PERFORM pg_notify('order_placed', NEW.id::text); RETURN NEW; END $$;
    CREATE TRIGGER tell AFTER INSERT ON orders FOR EACH ROW EXECUTE FUNCTION tell()`)
  const [link, off] = [await wire.postgres(), new AbortController()]
  const screen = { shown: [] as number[], state: 'off' }
  const pass = async (seconds: number) => {
    for (let passed = 0; passed < seconds; passed += 1) await clock.advance(1_000).then(settled)
  }
  const count = async () => (await postgres.query(others)).length
  let placed = 0
  return {
    link,
    screen,
    start: async () => {
      screen.state = 'on'
      const show = (order: number) => screen.shown.push(order)
      runScreen({ url: link.url, clock, show, off: off.signal }).then(
        () => (screen.state = 'off'),
        (error) => (screen.state = `gone, with the error "${error.message}"`),
      )
      await settled()
    },
    stop: () => Promise.resolve(off.abort()).then(settled),
    pass,
    place: async () => {
      placed += 1
      await postgres.query('INSERT INTO orders VALUES ($1)', [placed]).then(settled)
      return placed
    },
    /** A notification comes by itself. */
    showsAtOnce: (order: number) => eventually(() => screen.shown.includes(order), Boolean, soon).catch(() => false),
    /** The way to Postgres is a new one, and the old one silent. Goes on when the message has come that the fault is about. */
    reconnectUntil: async (fault: LinkFault) => {
      link.halfOpen({ gone: 'server' })
      for (let passed = 0; passed < 30 && fault.hits === 0; passed += 1) await pass(1)
      fault.disarm()
    },
    /** As many as there are when Postgres has had time to notice which are gone. */
    countConnections: (most: number) => eventually(count, (open) => open <= most, soon).catch(count),
  }
}

const test = kitTest.extend<{ shop: Awaited<ReturnType<typeof openShop>> }>({
  shop: async ({ postgres, wire, clock, settled }, use) => {
    const shop = await openShop({ postgres, wire, clock, settled })
    await use(shop)
    await shop.stop()
  },
})

// kept because: who shows nothing, asks all the time or goes on when switched off is told so here
test('An order is on the screen at once', async ({ shop, postgres, evidence }) => {
  const { link, screen, start, stop, pass, place, showsAtOnce, reconnectUntil, countConnections } = shop
  const early = await place()
  await start()
  expect(screen.shown, 'An order was placed before the screen was switched on, and is not on it.').toEqual([early])
  const isShown = await showsAtOnce(await place())
  expect(isShown, 'An order was placed, no time passed, and it is not on the screen.').toBe(true)
  postgres.forgetStatements()
  await pass(60)
  const statements = postgres.statements().length
  evidence.count('statements in a minute without orders', statements)
  expect(statements <= 60, 'In a minute without orders more than 60 statements came to Postgres.').toBe(true)
  const isStillShown = await showsAtOnce(await place())
  expect(isStillShown, 'After a quiet minute an order was placed, and it is not on the screen.').toBe(true)
  await reconnectUntil(link.delay('LISTEN', { requestMs: 1_500 }))
  await stop()
  expect(screen.state, `The screen was switched off. Its program is ${screen.state}.`).toBe('off')
  const left = await countConnections(0)
  expect(left, `The screen was switched off, and ${left} of its connections to Postgres were left.`).toBe(0)
})

test('A connection that has gone silent is replaced within 30 seconds', async ({ shop, evidence }) => {
  const { link, screen, start, pass, place, showsAtOnce, countConnections } = shop
  const ways = {
    'The way to Postgres was a new one, and the old connection led nowhere.': () => link.halfOpen({ gone: 'server' }),
    'For a minute nothing came through the tunnel.': () => link.blackHole(),
    'The connection was reset, and for a minute new ones were refused.': () => link.refuse().then(() => link.reset()),
  }
  await start()
  const rows: (string | number)[][] = []
  evidence.table('30 seconds later', ['what happened', 'a new order is shown', 'connections'], rows)
  for (const [story, happens] of Object.entries(ways)) {
    await happens()
    if (story.includes('minute')) await pass(60).then(() => link.heal())
    await pass(30)
    const isShown = await showsAtOnce(await place())
    const open = await countConnections(2)
    rows.push([story, `${isShown}`, open])
    const later = '30 seconds later an order was placed, and it is not on the screen.'
    expect(isShown, `${story} ${later} Its program is ${screen.state}.`).toBe(true)
    expect(open <= 2, `${story} Later the screen had ${open} connections to Postgres (expected 1 or 2).`).toBe(true)
  }
})

test('What is sent while nobody listens is shown, too', async ({ shop: { link, screen, start, pass, place } }) => {
  await start()
  link.halfOpen({ gone: 'server' })
  const missed = await place()
  await pass(30)
  const story = 'An order was placed while the connection was silent.'
  expect(screen.shown, `${story} 30 seconds later it is not on the screen.`).toContain(missed)
})

test('Between connecting, listening and reading nothing is lost', async ({ shop }) => {
  const { link, screen, start, pass, place, reconnectUntil } = shop
  await start()
  await reconnectUntil(link.delay('LISTEN', { requestMs: 1_500 }))
  const between = await place()
  await pass(30)
  const late = 'The screen had connected again, and an order was placed before its LISTEN came to Postgres.'
  expect(screen.shown, `${late} 30 seconds later it is not on the screen.`).toContain(between)
  const read = link.delay(reading, { requestMs: 1_500 })
  link.halfOpen({ gone: 'server' })
  const first = await place()
  await reconnectUntil(read)
  const second = await place()
  await pass(30)
  const seen = screen.shown.filter((order) => order >= first)
  const story = `Order ${first} was missed. The screen listened again, and was told of order ${second} before it had read`
  const both = expect.arrayContaining([first, second])
  expect(seen, `${story} the table. 30 seconds later it shows ${seen.join(' and ') || 'neither'}.`).toEqual(both)
})

test('Each order is shown once, however often one reconnects', async ({ shop, evidence }) => {
  const { link, screen, start, pass, place, reconnectUntil } = shop
  await start()
  for (let round = 1; round <= 3; round += 1) {
    await place()
    await reconnectUntil(link.delay(reading, { requestMs: 1_500 }))
    await place()
    await pass(30)
  }
  const again = screen.shown.filter((order, at) => screen.shown.indexOf(order) !== at).length
  evidence.count('orders shown again', again, { expected: 0 })
  const story = 'The screen reconnected 3 times, and 6 orders were placed, before it read the table and meanwhile.'
  expect(again, `${story} Some were shown again (expected none).`).toBe(0)
})
