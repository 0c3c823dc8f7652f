import { type Clock, type DemoContext, demo } from 'loadbearing/demo'

const pages = 200
const quickMs = 10
const slowMs = 1_000
const hedgeAfterMs = 50

/** One read of a page. `requests` counts what it cost. */
type Read = (nth: number) => Promise<void>

/** The same numbers each time, so that a demo is about the strategy and not about luck. */
function createRandom(): () => number {
  let state = 7
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

/** A server that answers in 10 ms, and one time in a hundred in a second. */
async function openServer({ http }: DemoContext, name: string, random: () => number) {
  return http.server(name, async ({ sleep }) => {
    await sleep(random() < 0.01 ? slowMs : quickMs)
    return {}
  })
}

// #region hedge
/** Asks a second server when the first has been silent for 50 ms, and hangs up on both in the end. */
async function hedge(clock: Clock, first: string, second: string, count: () => void): Promise<void> {
  const end = new AbortController()
  const ask = (url: string) => {
    count()
    return fetch(url, { signal: end.signal })
  }
  const later = clock.sleep(hedgeAfterMs, end.signal).then(() => ask(second))
  await Promise.any([ask(first), later]).finally(() => end.abort())
}
// #endregion

interface Page {
  readonly name: string
  readonly id: string
  /** Reads that a page makes at the same time. */
  readonly reads: number
  readonly isHedged: boolean
}

const kinds: readonly Page[] = [
  { name: '1 read', id: 'one', reads: 1, isHedged: false },
  { name: '10 reads at once', id: 'ten', reads: 10, isHedged: false },
  { name: '40 reads at once', id: 'forty', reads: 40, isHedged: false },
  { name: '40 reads at once, hedged', id: 'hedged', reads: 40, isHedged: true },
]

async function measure(context: DemoContext, { reads, isHedged }: Page) {
  const { clock, settled } = context
  const random = createRandom()
  const first = await openServer(context, 'the first server', random)
  const second = await openServer(context, 'the second server', random)
  let requests = 0
  const count = () => void requests++
  const read: Read = async () => {
    if (isHedged) return hedge(clock, first.url, second.url, count)
    count()
    await fetch(first.url)
  }
  const times: number[] = []
  const show = async () => {
    const beganMs = clock.now()
    await Promise.all(Array.from({ length: reads }, (_, nth) => read(nth)))
    times.push(clock.now() - beganMs)
  }
  for (let shown = 0; shown < pages; shown += 10) {
    const together = Promise.all(Array.from({ length: 10 }, show))
    for (let left = 40; left > 0 && times.length < shown + 10; left -= 1) {
      await settled()
      clock.wakeNext()
    }
    await together
  }
  times.sort((one, other) => one - other)
  const at = (share: number) => times[Math.ceil(share * pages) - 1] ?? 0
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99), slow: times.filter((ms) => ms >= 500).length / pages, requests }
}

export default demo({
  title: '200 pages read from a server of which one answer in a hundred takes a second',
  services: {},
  run: async (context) => {
    const rows: (string | number)[][] = []
    const measured: Record<string, number> = {}
    for (const kind of kinds) {
      const { p50, p95, p99, slow, requests } = await measure(context, kind)
      const perPage = requests / pages
      rows.push([kind.name, p50, p95, p99, `${(100 * slow).toFixed(1)} %`, perPage.toFixed(1)])
      Object.assign(measured, { [`${kind.id}Slow`]: slow, [`${kind.id}P50`]: p50, [`${kind.id}P99`]: p99 })
      measured[`${kind.id}Requests`] = perPage
    }
    const columns = ['page', 'p50 in ms', 'p95 in ms', 'p99 in ms', 'over 500 ms', 'requests a page']
    return { columns, rows, measured }
  },
  claims: [
    {
      sentence:
        'Of pages that make 40 reads between a quarter and two fifths are slow, though one read in a hundred is',
      holds: ({ fortySlow = 0, oneSlow = 1 }) => fortySlow > 0.25 && fortySlow < 0.4 && oneSlow < 0.03,
    },
    {
      sentence: 'A second request after 50 ms makes slow pages at least ten times rarer, for at most 3 % more requests',
      holds: ({ fortySlow = 0, hedgedSlow = 1, fortyRequests = 1, hedgedRequests = 2 }) =>
        fortySlow >= 10 * hedgedSlow && hedgedRequests <= 1.03 * fortyRequests,
    },
    {
      sentence: 'The median says nothing of it: it is the same for a page of one read and a page of 40',
      holds: ({ oneP50, tenP50, fortyP50 }) => oneP50 === tenP50 && oneP50 === fortyP50,
    },
  ],
})
