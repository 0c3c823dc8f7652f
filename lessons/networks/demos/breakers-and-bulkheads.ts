import { type Clock, demo, type ScriptedRequest } from 'loadbearing/demo'

const workerCount = 20
const silentFromMs = 5_000
const silentForMs = 20_000
const lateMs = 500

/** Asks the carrier for a quote. False when there is none, for whatever reason. */
type Ask = (url: string) => Promise<boolean>

// #region time-limit
function withLimit(clock: Clock, limitMs: number): Ask {
  return async (url) => {
    const limit = new AbortController()
    const answered = new AbortController()
    const giveUp = () => limit.abort()
    void clock.sleep(limitMs, answered.signal).then(giveUp, () => {})
    const response = await fetch(url, { signal: limit.signal }).catch(() => undefined)
    answered.abort()
    return response?.status === 200
  }
}
// #endregion

// #region bulkhead
function withBulkhead(ask: Ask, most: number): Ask {
  let inside = 0
  return async (url) => {
    if (inside >= most) return false
    inside += 1
    return ask(url).finally(() => {
      inside -= 1
    })
  }
}
// #endregion

/** Opens when so many of the last 20 calls have failed. Then it lets one call through every three seconds. */
function withBreaker(clock: Clock, ask: Ask, mostFailures: number): Ask {
  let last: boolean[] = []
  let openUntilMs = 0
  return async (url) => {
    const isProbe = openUntilMs > 0
    if (clock.now() < openUntilMs) return false
    if (isProbe) openUntilMs = Number.POSITIVE_INFINITY
    const isGood = await ask(url)
    // What was sent before it opened tells nothing new.
    if (!isProbe && openUntilMs > 0) return isGood
    last = [...(isProbe && isGood ? [] : last.slice(-19)), isGood]
    const failures = last.filter((good) => !good).length
    openUntilMs = failures >= mostFailures ? clock.now() + 3_000 : 0
    return isGood
  }
}

/** The workers of a shop process, each of which has one page at a time. Pages queue for them. */
function hireWorkers() {
  const queue: (() => void)[] = []
  let idle = workerCount
  return async function serve<T>(page: () => Promise<T>): Promise<T> {
    if (idle === 0) await new Promise<void>((resolve) => queue.push(resolve))
    else idle -= 1
    try {
      return await page()
    } finally {
      const next = queue.shift()
      if (next) next()
      else idle += 1
    }
  }
}

type Strategy = readonly [
  name: string,
  id: string,
  fault: 'silence' | 'one shard',
  make: (limit: (ms: number) => Ask, clock: Clock) => Ask,
]
const strategies: readonly Strategy[] = [
  ['limit of 10 s', 'slow', 'silence', (limit) => limit(10_000)],
  ['limit of 1 s', 'fast', 'silence', (limit) => limit(1_000)],
  ['10 s, bulkhead of 5', 'bulkhead', 'silence', (limit) => withBulkhead(limit(10_000), 5)],
  ['10 s, breaker', 'slowBreaker', 'silence', (limit, clock) => withBreaker(clock, limit(10_000), 5)],
  ['1 s, breaker', 'fastBreaker', 'silence', (limit, clock) => withBreaker(clock, limit(1_000), 5)],
  ['1 s, one shard fails', 'shard', 'one shard', (limit) => limit(1_000)],
  ['1 s, breaker, one shard fails', 'shardBreaker', 'one shard', (limit, clock) => withBreaker(clock, limit(1_000), 5)],
]

export default demo({
  title: 'A carrier is silent for 20 seconds; 4 pages a second need it, 2 do not',
  services: {},
  run: async ({ http, clock, load }) => {
    const rows: (string | number)[][] = []
    const measured: Record<string, number> = {}
    for (const [name, id, fault, make] of strategies) {
      const beginMs = clock.now()
      const fails = (shard: number): boolean => {
        const sinceMs = clock.now() - beginMs - silentFromMs
        return sinceMs >= 0 && sinceMs < silentForMs && (fault === 'silence' || shard === 0)
      }
      let wasted = 0
      const carrier = await http.server('the carrier', async ({ query, sleep }: ScriptedRequest) => {
        if (fails(Number(query['shard']))) {
          wasted += 1
          return fault === 'silence' ? { fault: 'hang' } : { status: 503 }
        }
        await sleep(100)
        return {}
      })
      let [waiting, mostWaiting, lost] = [0, 0, 0]
      const limit = (ms: number): Ask => {
        const ask = withLimit(clock, ms)
        return async (url) => {
          mostWaiting = Math.max(mostWaiting, ++waiting)
          return ask(url).finally(() => waiting--)
        }
      }
      const ask = make(limit, clock)
      const show = async (shard: number): Promise<void> => {
        const couldAnswer = !fails(shard)
        const isShown = await ask(`${carrier.url}/quotes?shard=${shard}`)
        if (!isShown && couldAnswer) lost += 1
      }
      const serve = hireWorkers()
      const { outcomes } = await load({
        ratePerSecond: 6,
        durationMs: 30_000,
        drainMs: 30_000,
        clock,
        call: async (nth) => {
          const startedAtMs = clock.now()
          const needsQuote = nth % 3 > 0
          await serve(() => (needsQuote ? show(nth % 4) : clock.sleep(50)))
          const isLate = clock.now() - startedAtMs > lateMs
          return `${needsQuote ? 'quote' : 'other'}${isLate ? ' late' : ''}`
        },
      })
      const numbers = [wasted, mostWaiting, outcomes['other late'] ?? 0, outcomes['quote late'] ?? 0, lost]
      rows.push([name, ...numbers])
      const labels = ['Wasted', 'Stuck', 'OthersLate', 'QuotesLate', 'Lost']
      for (const [at, label] of labels.entries()) measured[`${id}${label}`] = numbers[at] ?? 0
    }
    const columns = ['strategy', 'calls in vain', 'most waiting', 'other pages late', 'quote pages late', 'quotes lost']
    return { columns, rows, measured }
  },
  claims: [
    {
      sentence:
        'With a limit of 10 seconds more than half of the other pages are late: all workers wait for the carrier',
      holds: ({ slowStuck, slowOthersLate = 0 }) => slowStuck === workerCount && slowOthersLate > 30,
    },
    {
      sentence: 'A breaker does not prevent that: all workers wait before the first limit ends',
      holds: ({ slowBreakerStuck, slowBreakerOthersLate = 0 }) =>
        slowBreakerStuck === workerCount && slowBreakerOthersLate > 0,
    },
    {
      sentence: 'A bulkhead does, and so does a limit of 1 second alone',
      holds: ({ bulkheadOthersLate, fastOthersLate }) => bulkheadOthersLate === 0 && fastOthersLate === 0,
    },
    {
      sentence: 'With a limit of 1 second, a breaker cuts calls in vain and late pages at least 5-fold',
      holds: ({ fastWasted = 0, fastBreakerWasted = 0, fastQuotesLate = 0, fastBreakerQuotesLate = 0 }) =>
        fastWasted >= 5 * fastBreakerWasted && fastQuotesLate >= 5 * fastBreakerQuotesLate,
    },
    {
      sentence: 'When one shard of four fails, the breaker loses quotes that would have been answered, and saves less',
      holds: ({ shardLost, shardBreakerLost = 0, shardWasted = 0, shardBreakerWasted = 0 }) =>
        shardLost === 0 && shardBreakerLost > shardWasted - shardBreakerWasted,
    },
  ],
})
