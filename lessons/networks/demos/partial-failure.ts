import { type Clock, type DemoContext, demo } from 'loadbearing/demo'
import type { Pool } from 'pg'

/** What becomes of a first call. Ten customers have each of them. */
const fates = ['well', 'request lost', 'server dies', 'reply lost', 'late'] as const
type Fate = (typeof fates)[number]

interface Customer {
  readonly id: string
  readonly fate: Fate
}

const customers: readonly Customer[] = fates.flatMap((fate, group) =>
  Array.from({ length: 10 }, (_, nth) => ({ id: `${group}-${nth}`, fate })),
)

/** What a customer is told. */
type Told = 'issued' | 'failed' | 'unknown'

/** How the job reaches the service, when the network is well again. */
interface Service {
  readonly has: (customer: Customer) => Promise<boolean>
  readonly issue: (customer: Customer) => Promise<Told>
}

interface Strategy {
  readonly id: string
  readonly name: string
  /** What the job does about a customer for whom no answer has come. */
  readonly afterSilence: (service: Service, customer: Customer) => Promise<Told>
  /** When the service writes down the key that the job sends. Without it, the job sends none. */
  readonly noted?: 'with the voucher' | 'after the voucher'
}

// #region look
const lookFirst = async ({ has, issue }: Service, customer: Customer): Promise<Told> =>
  (await has(customer)) ? 'issued' : issue(customer)
// #endregion

const sendAgain = ({ issue }: Service, customer: Customer): Promise<Told> => issue(customer)

const strategies: readonly Strategy[] = [
  { id: 'fail', name: 'say that it failed', afterSilence: async () => 'failed' },
  { id: 'again', name: 'send it again', afterSilence: sendAgain },
  { id: 'look', name: 'look, then send it again', afterSilence: lookFirst },
  { id: 'apart', name: 'same key, noted after the voucher', afterSilence: sendAgain, noted: 'after the voucher' },
  { id: 'together', name: 'same key, noted with the voucher', afterSilence: sendAgain, noted: 'with the voucher' },
  { id: 'night', name: 'say "unknown", look at night', afterSilence: async () => 'unknown' },
]

// #region together
/** One statement, and so one transaction. Without the note there is no voucher. */
const issueOnce = `
  WITH noted AS (INSERT INTO keys VALUES ($2) ON CONFLICT DO NOTHING RETURNING key)
  INSERT INTO vouchers SELECT $1 FROM noted`
// #endregion

/** Serves one request that has a key or none. `dies` is when the process ends between its two transactions. */
async function issueVoucher(pool: Pool, id: string, key: string | undefined, noted: Strategy['noted'], dies: boolean) {
  if (key === undefined || noted === undefined) return pool.query('INSERT INTO vouchers VALUES ($1)', [id])
  if (noted === 'with the voucher') return pool.query(issueOnce, [id, key])
  const known = await pool.query('SELECT FROM keys WHERE key = $1', [key])
  if (known.rowCount === 0) await pool.query('INSERT INTO vouchers VALUES ($1)', [id])
  if (!dies) await pool.query('INSERT INTO keys VALUES ($1) ON CONFLICT DO NOTHING', [key])
  return known
}

async function openVouchers({ http }: DemoContext, pool: Pool, { noted }: Strategy) {
  await pool.query('DROP TABLE IF EXISTS vouchers, keys')
  await pool.query('CREATE TABLE vouchers (customer text)')
  await pool.query('CREATE TABLE keys (key text PRIMARY KEY)')
  const queue = Promise.withResolvers<void>()
  const met = new Set<string>()
  const server = await http.server('vouchers', async ({ method, path, headers, until }) => {
    const id = path.replace('/vouchers/', '')
    if (method === 'GET') {
      const { rowCount } = await pool.query('SELECT FROM vouchers WHERE customer = $1', [id])
      return { status: rowCount === 0 ? 404 : 200 }
    }
    const fate = met.has(id) ? 'well' : customers.find((one) => one.id === id)?.fate
    met.add(id)
    if (fate === 'late') await until(queue.promise)
    const dies = fate === 'server dies'
    await issueVoucher(pool, id, headers['idempotency-key']?.toString(), noted, dies)
    return dies ? { fault: 'hang' } : {}
  })
  return { url: server.url, letLateOnesRun: queue.resolve }
}

/** Asks and waits for two seconds. Undefined when no answer has come by then. */
async function ask(clock: Clock, url: string, method: string, headers = {}): Promise<number | undefined> {
  const [limit, answered] = [new AbortController(), new AbortController()]
  void clock.sleep(2_000, answered.signal).then(
    () => limit.abort(),
    () => {},
  )
  const response = await fetch(url, { method, headers, signal: limit.signal }).catch(() => undefined)
  answered.abort()
  return response?.status
}

/** Runs the job: a first call for each of the 50, and then what the strategy does about those without an answer. */
async function runJob(context: DemoContext, pool: Pool, strategy: Strategy) {
  const { wire, clock, settled } = context
  const vouchers = await openVouchers(context, pool, strategy)
  const [losesRequests, losesReplies] = [await wire.http(vouchers.url), await wire.http(vouchers.url)]
  losesRequests.dropRequest('POST', { connection: 'silent', times: 10 })
  losesReplies.dropReply('POST', { connection: 'silent', times: 10 })
  const ways: Partial<Record<Fate, string>> = { 'request lost': losesRequests.url, 'reply lost': losesReplies.url }
  const issue = async ({ id }: Customer, url = vouchers.url): Promise<Told> => {
    const key = strategy.noted === undefined ? {} : { 'idempotency-key': id }
    return (await ask(clock, `${url}/vouchers/${id}`, 'POST', key)) === 200 ? 'issued' : 'unknown'
  }
  const has = async ({ id }: Customer) => (await ask(clock, `${vouchers.url}/vouchers/${id}`, 'GET')) === 200
  const firstCalls = Promise.all(customers.map((customer) => issue(customer, ways[customer.fate])))
  await settled()
  await clock.advance(2_000)
  const first = await firstCalls
  const silent = customers.filter((_, nth) => first[nth] === 'unknown')
  const told = await Promise.all(silent.map((customer) => strategy.afterSilence({ has, issue }, customer)))
  vouchers.letLateOnesRun()
  await settled()
  const open = silent.filter((_, nth) => told[nth] === 'unknown')
  await Promise.all(open.map((customer) => lookFirst({ has, issue }, customer)))
  return {
    silent,
    told,
    open: open.length,
    ...(await count(
      pool,
      silent.filter((_, nth) => told[nth] === 'failed'),
    )),
  }
}

/** How many customers have no voucher, one or two, and how many of `toldFailed` have one. */
async function count(pool: Pool, toldFailed: readonly Customer[]) {
  const { rows } = await pool.query<{ customer: string }>('SELECT customer FROM vouchers')
  const vouchersOf = ({ id }: Customer) => rows.filter(({ customer }) => customer === id).length
  const having = (vouchers: number) => customers.filter((customer) => vouchersOf(customer) === vouchers).length
  const misled = toldFailed.filter((customer) => vouchersOf(customer) > 0).length
  return { none: having(0), one: having(1), two: having(2), misled }
}

export default demo({
  title: 'Fifty vouchers, and forty first calls for which no answer comes',
  services: { postgres: 1 },
  run: async (context) => {
    const pool = context.postgres.pool()
    const rows: (string | number)[][] = []
    const measured: Record<string, number> = {}
    for (const strategy of strategies) {
      const { silent, open, none, one, two, misled } = await runJob(context, pool, strategy)
      rows.push([strategy.name, none, one, two, misled, open])
      const counted = { Silent: silent.length, None: none, One: one, Two: two, Misled: misled, Open: open }
      for (const [what, value] of Object.entries(counted)) measured[`${strategy.id}${what}`] = value
    }
    const columns = ['what the job does about silence', 'no voucher', 'one', 'two', 'told wrong', 'open overnight']
    return { columns, rows, measured }
  },
  claims: [
    {
      sentence: 'In each of the four fates the job hears the same: nothing, for two seconds',
      holds: (measured) => strategies.every(({ id }) => measured[`${id}Silent`] === 40),
    },
    {
      sentence: 'Called failed, 10 of 40 have no voucher, and 30 have one and were told that they have none',
      holds: ({ failNone, failMisled }) => failNone === 10 && failMisled === 30,
    },
    {
      sentence: 'Sent again, 30 customers have two',
      holds: ({ againTwo, againNone }) => againTwo === 30 && againNone === 0,
    },
    {
      sentence: 'Whoever looks first doubles those that were on their way when it looked',
      holds: ({ lookTwo, lookOne }) => lookTwo === 10 && lookOne === 40,
    },
    {
      sentence: 'A key that is noted after the work doubles those whose server died in between',
      holds: ({ apartTwo, apartOne }) => apartTwo === 10 && apartOne === 40,
    },
    {
      sentence: 'A key that is noted with the work gives everybody one',
      holds: ({ togetherOne }) => togetherOne === 50,
    },
    {
      sentence: 'Whoever looks when nothing is on its way any more gives everybody one, and leaves 40 open until then',
      holds: ({ nightOne, nightOpen }) => nightOne === 50 && nightOpen === 40,
    },
  ],
})
