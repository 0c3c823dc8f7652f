import { type Answer, eventually, expect, type KitFixtures, test as kitTest } from 'loadbearing/kit'
import { reserve } from './connection-leak.ts'

type Kit = Pick<KitFixtures, 'postgres' | 'http' | 'clock' | 'settled'>
const [soldOut, unknown] = [3, 99]
/** What the shop has in Postgres that doesn't just wait for its next statement. */
const busy = `SELECT count(*) || ' ' || state AS text FROM pg_stat_activity
  WHERE datname = current_database() AND pid <> pg_backend_pid() AND state <> 'idle'
    AND application_name NOT IN ('the judge', 'the box office') GROUP BY state ORDER BY state`

async function openShop({ postgres, http, clock, settled }: Kit) {
  await postgres.query(`
    CREATE TABLE concerts (id int PRIMARY KEY, seats int NOT NULL);
    CREATE TABLE reservations (concert int, visitor text, cents int NOT NULL, PRIMARY KEY (concert, visitor));
    INSERT INTO concerts VALUES (1, 100), (2, 100), (${soldOut}, 0)`)
  const fees: { answer: Answer } = { answer: { status: 200, text: '250' } }
  const feeService = await http.server('the fee service', () => fees.answer)
  const ask = async (query: string) =>
    (await postgres.query<{ text: string }>(query)).map(({ text }) => text).join(', ')
  return {
    fees,
    feeService,
    start: () => {
      const server = { pool: postgres.pool({ max: 4 }), databaseUrl: postgres.url, feesUrl: feeService.url, clock }
      const visit = async (concert: number, visitor: string) => {
        const left = new AbortController()
        const page = { says: 'nothing', leave: () => left.abort() }
        const reserving = (async () => reserve(server, { concert, visitor, left: left.signal }))()
        const told = reserving.then((says) => `"${says}"`).catch((error) => `the error "${error.message}"`)
        void told.then((says) => (page.says = says))
        return settled().then(() => page)
      }
      return { visit, taken: () => server.pool.totalCount - server.pool.idleCount }
    },
    pass: async (ms: number) => {
      for (let passedMs = 0; passedMs < ms; passedMs += 500) await clock.advance(500).then(settled)
    },
    openBoxOffice: async () => {
      const session = await postgres.session('the box office')
      await session.run('BEGIN').then(() => session.run('SELECT FROM concerts WHERE id = 1 FOR UPDATE'))
      return { close: () => session.run('COMMIT').then(settled) }
    },
    /** Postgres needs some real time to end a statement: a moment when it is told to, seconds when it has a limit. */
    comesTrue: (is: () => boolean | Promise<boolean>) =>
      eventually(is, Boolean, { withinMs: 6_000, describe: 'it ends' }).catch(() => false),
    inPostgres: async () => (await ask(busy)) || 'nothing',
    ownersOf: async (concert: number) =>
      (await ask(`SELECT visitor AS text FROM reservations WHERE concert = ${concert} ORDER BY visitor`)) || 'nobody',
  }
}

const test = kitTest.extend<{ shop: Awaited<ReturnType<typeof openShop>> }>({
  shop: async ({ postgres, http, clock, settled }, use) => use(await openShop({ postgres, http, clock, settled })),
})

test('Every request gives its connection back, whatever comes of it', async ({ shop, evidence }) => {
  const ways: readonly [story: string, concert: number, says: string][] = [
    ['reserved a seat each', 1, '"reserved"'],
    ['asked for a concert that does not exist', unknown, '"no such concert"'],
    ['had a seat and asked for it again', 1, '"has one already"'],
    ['asked for a concert that was sold out', soldOut, '"sold out"'],
  ]
  const rows: (string | number)[][] = []
  evidence.table('afterwards', ['what happened', 'connections taken', 'at work in Postgres'], rows)
  for (const [story, concert, says] of ways) {
    const { visit, taken } = shop.start()
    const pages: { says: string }[] = []
    for (let nth = 1; nth <= 4; nth += 1) pages.push(await visit(concert, `visitor ${nth}`))
    const next = await visit(2, `the next, after ${says}`)
    const inPostgres = await shop.inPostgres()
    rows.push([`4 visitors ${story}`, taken(), inPostgres])
    const odd = pages.find((page) => page.says !== says)?.says ?? says
    expect(odd, `4 visitors ${story}. A page said ${odd} (expected ${says}).`).toBe(says)
    const pool = `Of the pool's 4 connections ${taken()} were taken. Postgres had ${inPostgres}.`
    const after = `4 visitors ${story}. The next page said ${next.says}. ${pool}`
    expect([next.says, inPostgres], after).toEqual(['"reserved"', 'nothing'])
  }
})

test('A transaction ends with its request, and nobody commits for another', async ({ shop }) => {
  const { visit } = shop.start()
  await visit(1, 'Ann')
  for (const [concert, says, owner] of [
    [soldOut, '"sold out"', 'nobody'],
    [unknown, '"no such concert"', 'nobody'],
    [1, '"has one already"', 'Ann'],
  ] as const) {
    const ann = await visit(concert, 'Ann')
    const left = await shop.inPostgres()
    const ben = await visit(2, `Ben, after ${says}`)
    const owners = await shop.ownersOf(concert)
    const then = `Then Ben wanted another concert, and was told ${ben.says}. A seat at Ann's belongs to ${owners}`
    expect(owners, `Ann was told ${ann.says}. ${then} (expected ${owner}).`).toBe(owner)
    expect(left, `Ann was told ${ann.says}. Her request was over, and Postgres had ${left} of it.`).toBe('nothing')
  }
})

test('What its visitor has given up does not go on in Postgres', async ({ shop }) => {
  const { visit, taken } = shop.start()
  const boxOffice = await shop.openBoxOffice()
  const pages: { says: string; leave(): void }[] = []
  for (const name of ['Ann', 'Ben', 'Cem', 'Dan', 'Eve', 'Fay']) pages.push(await visit(1, name))
  await shop.pass(1_000)
  for (const page of [pages.at(0), pages.at(-1)]) page?.leave()
  const isHeard = await shop.comesTrue(() => pages.at(0)?.says !== 'nothing')
  expect(isHeard, 'Ann waited for a seat at a locked concert and closed the page. Her request went on.').toBe(true)
  await shop.pass(1_000)
  const story = 'A concert was locked. Of 6 visitors 2 left after a second, and 4 waited for two.'
  const waiting = pages.slice(1, 5)
  await shop.comesTrue(() => waiting.every(({ says }) => says !== 'nothing'))
  const late = waiting.find(({ says }) => says !== '"try again"')?.says
  expect(late, `${story} A page said ${late} (expected "try again").`).toBeUndefined()
  const gus = await visit(2, 'Gus')
  await shop.comesTrue(() => gus.says !== 'nothing')
  const meanwhile = `Then Gus wanted another concert. His page said ${gus.says}. Postgres had ${await shop.inPostgres()}.`
  expect(gus.says, `${story} ${meanwhile}`).toBe('"reserved"')
  await shop.comesTrue(async () => (await shop.inPostgres()) === 'nothing')
  const left = await shop.inPostgres()
  expect(left, `${story} Nobody waited any more, and Postgres had ${left} for them.`).toBe('nothing')
  const isFree = await shop.comesTrue(() => taken() === 0)
  expect(isFree, `${story} Nobody waited any more, and of the pool's 4 connections ${taken()} were taken.`).toBe(true)
  const owners = await boxOffice.close().then(() => shop.ownersOf(1))
  expect(owners, `${story} Seats at that concert belong to ${owners} (expected nobody).`).toBe('nobody')
  const [hal, again, ida] = [await visit(2, 'Hal'), await shop.openBoxOffice(), await visit(1, 'Ida')]
  hal.leave()
  await shop.pass(500).then(again.close)
  await shop.pass(500).then(() => shop.comesTrue(() => ida.says !== 'nothing'))
  const closing = `Hal was told ${hal.says} and closed the page, while Ida's request was at work.`
  expect(ida.says, `${closing} Ida was told ${ida.says} (expected "reserved").`).toBe('"reserved"')
})

test('An answer that is of no use keeps no connection', async ({ shop, evidence }) => {
  const { visit } = shop.start()
  shop.fees.answer = { status: 503, text: '<p>Back in a minute.</p>'.repeat(20_000) }
  let most = 0
  for (let nth = 1; nth <= 10; nth += 1) {
    await visit(1, `visitor ${nth}`)
    most = Math.max(most, shop.feeService.connectionsOpen)
  }
  evidence.count('connections to the fee service, for one visitor at a time', most, { expected: 1 })
  const story = 'The fee service answered 503 with a long page to 10 visitors, one after the other.'
  expect(most <= 2, `${story} Each answer kept its connection (expected: it is used again, or closed).`).toBe(true)
  shop.fees.answer = { fault: 'hang' }
  const ben = await visit(1, 'Ben')
  await shop.pass(2_000).then(() => shop.comesTrue(() => ben.says !== 'nothing'))
  expect(ben.says, `The fee service was silent. Two seconds later Ben's page said ${ben.says}.`).toBe('"try again"')
  shop.fees.answer = { status: 200, text: '250' }
  const { says } = await visit(1, 'Ann')
  expect(says, `${story} Then it knew the fee, and the next page said ${says}.`).toBe('"reserved"')
})
