import { type Actor, expect, freshCopy, type PostgresFixture, test } from 'loadbearing/kit'
import { type ApiRequest, type Handler, schema, sweep } from './idempotency-key.ts'

const withKey = (key: string | number) => ({ headers: { 'idempotency-key': `6f1c1e7a-0b59-4ac2-8f5e-${key}` } })
const request = { customer: 'nadia', method: 'POST', path: '/transfers/to/7', ...withKey(0), body: '5000' }

/** Of another team: a transfer is a row. */
const transfer: Handler = async ({ customer }, client) => {
  const { rows } = await client.query('INSERT INTO transfers (customer) VALUES ($1) RETURNING id', [customer])
  return { status: 201, body: `transfer ${rows[0].id}` }
}

/** Starts a server of the wallet with a copy of your module of its own. It says a status and a text. */
async function start(handler = transfer) {
  const { onceByKey } = await freshCopy(() => import('./idempotency-key.ts'))
  return ({ postgres, clock }: Pick<Actor, 'postgres' | 'clock'>) => {
    const serve = onceByKey({ pool: postgres.pool(), clock }, handler)
    return async (changes: Partial<ApiRequest> = {}) =>
      serve({ ...request, ...changes }).then(({ status, body }) => `${status} ${body}`)
  }
}

const hourMs = 3_600_000
const said = (ends: readonly object[]) => ends.map((end) => ('value' in end ? `${end.value}` : 'an error'))
const quoted = (told: readonly string[]) => told.map((one) => `"${one}"`).join(', then ')

async function openWallet(postgres: PostgresFixture) {
  await postgres.query(`CREATE TABLE transfers (id serial, customer text); ${schema}`)
  const yours = "pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND relname <> 'transfers'"
  const names = (await postgres.query(`SELECT relname FROM ${yours}`)).map(({ relname }) => `"${relname}"`)
  const sizes = ['SELECT 0 AS bytes WHERE false', ...names.map((name) => `SELECT pg_column_size(t) FROM ${name} t`)]
  const wallet = {
    round: 0,
    key: () => withKey(wallet.round),
    async empty(earlier?: (changes: Partial<ApiRequest>) => Promise<unknown>) {
      wallet.round += 1
      await postgres.query(`TRUNCATE ${['transfers', ...names].join()} RESTART IDENTITY`)
      await earlier?.({ ...wallet.key(), body: 'another' })
    },
    made: () => postgres.query<{ id: number }>('SELECT id FROM transfers'),
    kept: () => postgres.query<{ bytes: number }>(sizes.join(' UNION ALL ')),
    /** There is one transfer, and callers were told so, or something else that is true. */
    async expectOne(story: string, told: readonly string[], orElse = /^nothing else/) {
      const made = await wallet.made()
      const heard = `${story}. The wallet said ${quoted(told)}, and made ${made.length} transfers`
      expect(made, `${heard} (expected 1).`).toHaveLength(1)
      const wrong = told.filter((one) => one !== `201 transfer ${made[0]?.id}` && !orElse.test(one))
      expect(wrong, `${heard}. Not expected: ${quoted(wrong)}.`).toEqual([])
    },
  }
  return wallet
}

test('A key stands for one request of one customer, and for its one answer', async ({ postgres, clock, evidence }) => {
  const [wallet, before, after] = [await openWallet(postgres), await start(), await start()]
  const statements = () => postgres.statements().filter(({ text }) => !text.includes('transfers')).length
  const told = [await before({ postgres, clock })()]
  evidence.count('statements for a key, beside those of the handler', statements())
  for (const { bytes } of await wallet.kept()) evidence.count('bytes of a row that is kept, without its index', bytes)
  postgres.forgetStatements()
  const ask = after({ postgres, clock })
  told.push(await ask())
  evidence.count('statements for a request that comes again', statements())
  const resent = 'Nadia had no answer and sent her transfer again, after a restart'
  expect(told[1], `${resent}. The wallet said ${quoted(told)} (expected: twice the same).`).toBe(told[0])
  const others = [{ body: '1' }, { path: '/withdrawals' }, { path: '/transfers/to/75', body: '000' }, { method: 'PUT' }]
  for (const other of others) told.push(await ask(other))
  const reused = `Her key came with another body, another path, both, and another method. She heard ${quoted(told.slice(2))}`
  expect(told.filter((one) => /^422/.test(one)).length, `${reused} (expected 422 four times).`).toBe(4)
  const [omar, { length }] = [await ask({ customer: 'omar' }), await wallet.made()]
  const shared = `Omar had the same key as Nadia. She heard "${told[0]}", he "${omar}"`
  expect([omar === told[0], length], `${shared}. Transfers: ${length} (expected 2).`).toEqual([false, 2])
  expect(await ask({ headers: {} }), 'A request without a key was not told 400.').toMatch(/^400/)
})

// kept because: who forgets a key too early, too late or never is told so here, one request after the other
test('After a day a key is new, and a sweep leaves nothing of it', async ({ postgres, clock }) => {
  const [wallet, service] = [await openWallet(postgres), { pool: postgres.pool(), clock }]
  const ask = (await start())({ postgres, clock })
  const told = [await ask(), await clock.advance(23 * hourMs).then(() => sweep(service).then(() => ask()))]
  expect(told[1], `A sweep came after 23 hours. Before and after it the wallet said ${quoted(told)}.`).toBe(told[0])
  const next = await clock.advance(2 * hourMs).then(() => ask({ path: '/withdrawals' }))
  expect(next, `A key was 25 hours old, and another request had it. The wallet said "${next}".`).toMatch(/^201/)
  const rows = await clock.advance(25 * hourMs).then(() => sweep(service).then(wallet.kept))
  expect(rows, `All keys were older than a day when sweep() ran, and ${rows.length} rows stayed.`).toEqual([])
})

test('Two requests of one key work once, in whatever order they run', async ({ postgres, clock, interleave }) => {
  const [wallet, a, b] = [await openWallet(postgres), await start(), await start()]
  const past = (await start(async () => ({ status: 201, body: 'long ago' })))({ postgres, clock })
  await clock.advance(-25 * hourMs) // Of the past alone. The two servers have a new clock in each order.
  for (const earlier of [undefined, past])
    await interleave({
      before: () => wallet.empty(earlier),
      actors: { A: (actor) => a(actor)(wallet.key()), B: (actor) => b(actor)(wallet.key()) },
      budgetMs: 500,
      limitMs: 60_000,
      check: ({ results: { A, B } }) =>
        wallet.expectOne(`Two servers had one ${earlier ? 'day-old ' : ''}key at once`, said([A, B]), /^409/),
    })
})

test('A refusal is kept, and a failure leaves neither work nor answer', async ({ postgres, clock }) => {
  const [wallet, ends] = [await openWallet(postgres), [402] as number[]]
  const server = await start(async (request, client) => {
    const status = ends.pop() ?? 201
    const { body } = await transfer(request, client) // With a refusal, it is the note that there was one.
    if (status === 402) return { status, body: 'too little money' }
    if (status === 500) throw new Error('The handler broke.')
    return { status, body }
  })
  const ask = server({ postgres, clock })
  const refused = [await ask(), await ask()]
  const late = 'Nadia had too little money. Then some came in, and her request arrived a second time'
  expect(refused[1], `${late}. The wallet said ${quoted(refused)} (expected: twice the same).`).toBe(refused[0])
  const rows = (await wallet.made()).length
  expect(rows, `A handler wrote a row and refused, and was asked twice. Rows there: ${rows} (expected 1).`).toBe(1)
  for (const status of [503, 500]) {
    await wallet.empty()
    ends.push(status)
    const first = await ask(wallet.key()).catch(() => '500')
    const told = [first, await ask(wallet.key())].slice(first.startsWith('5') ? 1 : 0)
    const story = `After its work a handler ${status === 500 ? 'threw' : 'said 503'}. The app asks again`
    await wallet.expectOne(story, told)
  }
})

test('The work and its answer are kept together, or neither is', async ({ postgres, clock, crashPoints, settled }) => {
  const [wallet, goesOn] = [await openWallet(postgres), Promise.withResolvers<void>()]
  await crashPoints({
    modes: ['before', 'after', 'reply lost'],
    restartAfterMs: 60_000,
    before: wallet.empty,
    run: async (life) => (await start())(life)(wallet.key()),
    check: ({ point, lives }) =>
      wallet.expectOne(`${point?.text ?? 'All goes well'}. The app asks a minute later`, said(lives.slice(-1))),
  })
  await wallet.empty()
  const pausing = await start((request, client) => transfer(request, client).finally(() => goesOn.promise))
  const [quick, another] = [await start(async () => ({ status: 200, body: 'a balance' })), await start()]
  const asked = [pausing({ postgres, clock })(wallet.key())]
  await settled().then(() => clock.advance(300_000).then(settled))
  asked.push(another({ postgres, clock })(wallet.key()))
  const heard = await Promise.race([quick({ postgres, clock })(withKey('b')), settled().then(() => 'nothing')])
  await settled().then(goesOn.resolve)
  const story = 'A server stood still for five minutes before its commit, and the app asked again meanwhile'
  await wallet.expectOne(story, said(await Promise.allSettled(asked)), /^(409|5|an error)/)
  await wallet.expectOne(`${story}, and once more`, [await another({ postgres, clock })(wallet.key())])
  expect(heard, `A server stood still. Meanwhile a request of another key heard ${heard}.`).toBe('200 a balance')
})
