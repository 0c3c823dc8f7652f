import { type Clock, type DemoContext, demo } from 'loadbearing/demo'

const patienceMs = 1_000
const limitMs = 300
const silentFromMs = 2_000
const silentForMs = 10_000

/** What stands in the place of the recommendations. */
type Place = 'service' | 'copy' | 'best sellers' | 'nothing'
type Ask = (signal: AbortSignal) => Promise<Place>

// #region in-time
/** What `ask` finds within that time, else what `instead` finds. */
function inTime(clock: Clock, ask: Ask, instead: Ask): Ask {
  return async (visitor) => {
    const [limit, answered] = [new AbortController(), new AbortController()]
    const passed = clock.sleep(limitMs, answered.signal)
    passed.then(() => limit.abort()).catch(() => {})
    try {
      return await ask(AbortSignal.any([limit.signal, visitor]))
    } catch {
      return await instead(visitor)
    } finally {
      answered.abort()
    }
  }
}
// #endregion

/** The services behind a page, at the beginning of an outage of the one that recommends. */
async function openShop({ postgres, redis, http, clock, settled, wire }: DemoContext) {
  const beginMs = clock.now()
  const server = await http.server('recommendations', async ({ sleep }) => {
    const sinceMs = clock.now() - beginMs - silentFromMs
    if (sinceMs >= 0 && sinceMs < silentForMs) return { fault: 'hang' }
    await sleep(50)
    return {}
  })
  const pool = postgres.pool({ max: 4 })
  /** A real query, on a connection that is held for so long. */
  async function query(sql: string, ms: number): Promise<void> {
    const client = await pool.connect()
    await client.query(sql)
    await clock.sleep(ms)
    client.release()
  }
  const link = await wire.redis()
  const cache = link.connect()
  await cache.set('copy', 'recommendations')
  await settled()
  const service: Ask = async (signal) => {
    const response = await fetch(server.url, { signal })
    await response.arrayBuffer()
    return 'service'
  }
  const copy: Ask = async () => ((await cache.get('copy')) === null ? 'nothing' : 'copy')
  const nothing: Ask = async () => 'nothing'
  const bestSellers: Ask = async () => {
    await query('SELECT product FROM sales GROUP BY product ORDER BY sum(pieces) DESC LIMIT 5', 400)
    return 'best sellers'
  }
  const price = () => query('SELECT cents FROM products WHERE id = 7', 5)
  return { service, copy, nothing, bestSellers, price, redisGone: () => link.blackHole(), redis }
}
type Shop = Awaited<ReturnType<typeof openShop>>

const worst = (places: readonly Place[]): Place => (places.includes('nothing') ? 'nothing' : 'service')

type Strategy = readonly [name: string, id: string, make: (shop: Shop, clock: Clock) => Ask]
const strategies: readonly Strategy[] = [
  ['waits for it', 'waits', ({ service }) => service],
  ['300 ms, then best sellers', 'fallback', ({ service, bestSellers }, clock) => inTime(clock, service, bestSellers)],
  ['300 ms, then a copy', 'copy', ({ service, copy }, clock) => inTime(clock, service, copy)],
  [
    '300 ms, then a copy, Redis silent',
    'copyGone',
    ({ service, copy, redisGone }, clock) => {
      redisGone()
      return inTime(clock, service, copy)
    },
  ],
  ['300 ms, then nothing', 'nothing', ({ service, nothing }, clock) => inTime(clock, service, nothing)],
  [
    'three parts, one after the other',
    'row',
    ({ service, nothing }, clock) => {
      const part = inTime(clock, service, nothing)
      return async (signal) => worst([await part(signal), await part(signal), await part(signal)])
    },
  ],
  [
    'three parts, together',
    'once',
    ({ service, nothing }, clock) => {
      const part = inTime(clock, service, nothing)
      return async (signal) => worst(await Promise.all([part(signal), part(signal), part(signal)]))
    },
  ],
]

/** A visitor who has waited for a second is gone; the work for them goes on. */
async function visit(clock: Clock, page: (signal: AbortSignal) => Promise<Place>): Promise<Place | 'lost'> {
  const [left, shown] = [new AbortController(), new AbortController()]
  const gone = clock.sleep(patienceMs, shown.signal).then(
    () => left.abort(),
    () => {},
  )
  const showing = page(left.signal).catch(() => 'lost' as const)
  const end = await Promise.race([showing, gone.then(() => 'lost' as const)])
  shown.abort()
  return end
}

async function measure(context: DemoContext, make: Strategy[2]) {
  const { clock, load } = context
  const shop = await openShop(context)
  const ask = make(shop, clock)
  const beginMs = clock.now()
  const { outcomes, latency } = await load({
    ratePerSecond: 20,
    durationMs: 20_000,
    drainMs: 30_000,
    clock,
    call: async () => {
      const isLater = clock.now() - beginMs >= silentFromMs + silentForMs
      const end = await visit(clock, async (signal) => (await Promise.all([ask(signal), shop.price()]))[0])
      return end === 'lost' && isLater ? 'lost later' : end
    },
  })
  const count = (end: string) => outcomes[end] ?? 0
  const later = count('lost later')
  const instead = count('copy') + count('best sellers')
  return { lost: count('lost') + later, later, instead, without: count('nothing'), slowest: Math.round(latency.maxMs) }
}

export default demo({
  title: 'Recommendations are silent for 10 of 20 seconds; 20 pages a second, each with a price from Postgres',
  services: { postgres: 1, redis: 1 },
  run: async (context) => {
    await context.postgres.query(
      'CREATE TABLE products AS SELECT id, id * 100 AS cents FROM generate_series(1, 1000) id',
    )
    await context.postgres.query(
      'CREATE TABLE sales AS SELECT n % 1000 AS product, 1 AS pieces FROM generate_series(1, 5000) n',
    )
    const rows: (string | number)[][] = []
    const measured: Record<string, number> = {}
    for (const [name, id, make] of strategies) {
      const { lost, later, instead, without, slowest } = await measure(context, make)
      rows.push([name, lost, later, instead, without, slowest])
      Object.assign(measured, { [`${id}Lost`]: lost, [`${id}Later`]: later, [`${id}Slowest`]: slowest })
    }
    const columns = ['what a page does', 'pages lost', 'after it', 'with another', 'with none', 'slowest ms']
    return { columns, rows, measured }
  },
  claims: [
    {
      sentence: 'A page that waits for recommendations is lost while they are silent, and no longer',
      holds: ({ waitsLost = 0, waitsLater }) => waitsLost >= 180 && waitsLost <= 200 && waitsLater === 0,
    },
    {
      sentence: 'Asking the database instead loses half as many pages again, more than 100 of them after the outage',
      holds: ({ waitsLost = 0, fallbackLost = 0, fallbackLater = 0 }) =>
        fallbackLost >= 1.5 * waitsLost && fallbackLater > 100,
    },
    {
      sentence: 'With a copy, or with nothing in its place, no page is lost',
      holds: ({ copyLost, nothingLost }) => copyLost === 0 && nothingLost === 0,
    },
    {
      sentence: 'A copy that is waited for without a limit loses as many pages as no copy at all',
      holds: ({ waitsLost, copyGoneLost }) => copyGoneLost === waitsLost,
    },
    {
      sentence: 'Three limits one after the other cost three times what they cost together',
      holds: ({ rowSlowest = 0, onceSlowest = 0 }) => rowSlowest > 2.9 * onceSlowest,
    },
  ],
})
