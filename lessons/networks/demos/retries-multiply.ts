import { type Clock, type DemoContext, demo } from 'loadbearing/demo'

const ratePerSecond = 5
const capacityPerSecond = 10
const limitMs = 1_000

/** One call. False when it failed, for whatever reason. */
type Ask = () => Promise<boolean>

/** How a layer repeats what the layer below could not do. */
interface Policy {
  /** Of the three layers, so many repeat: 0, only the outermost, or all. */
  readonly layers: 0 | 1 | 3
  /** The wait before a retry, from the length of the whole wait and a number between 0 and 1. */
  readonly draw: (delayMs: number, random: number) => number
  readonly hasBudget?: boolean
}

const full = (delayMs: number, random: number) => delayMs * random
const tenPercent = (delayMs: number, random: number) => delayMs * (1 + 0.1 * random)

const strategies: readonly (readonly [name: string, id: string, policy: Policy])[] = [
  ['no retries', 'none', { layers: 0, draw: full }],
  ['3 tries in each layer, 10 % jitter', 'all', { layers: 3, draw: tenPercent }],
  ['3 tries in the first layer, 10 % jitter', 'first', { layers: 1, draw: tenPercent }],
  ['3 tries in the first layer, full jitter', 'full', { layers: 1, draw: full }],
  ['each layer, full jitter, budget of a fifth', 'budget', { layers: 3, draw: full, hasBudget: true }],
]

// #region budget
/** A call pays a fifth of a retry into a jar, a retry takes a whole one out. Ten are there at the start. */
function createBudget() {
  let coins = 10
  return {
    payIn(): void {
      coins = Math.min(10, coins + 0.2)
    },
    takeOne(): boolean {
      if (coins < 1) return false
      coins -= 1
      return true
    },
  }
}
// #endregion

/** The same numbers each time, so that a demo is about the strategy and not about luck. */
function createRandom(): () => number {
  let state = 1
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

function withRetries(ask: Ask, policy: Policy, clock: Clock, random: () => number): Ask {
  const budget = createBudget()
  return async () => {
    budget.payIn()
    for (let attempt = 1; ; attempt++) {
      if (await ask()) return true
      if (attempt === 3 || (policy.hasBudget && !budget.takeOne())) return false
      await clock.sleep(policy.draw(500 * 2 ** attempt, random()))
    }
  }
}

/** A page behind three layers, each in a process of its own. */
function createPage(ask: Ask, policy: Policy, clock: Clock): Ask {
  const random = createRandom()
  const inner = policy.layers === 3 ? [1, 2] : []
  const below = inner.reduce((layer) => withRetries(layer, policy, clock, random), ask)
  return policy.layers > 0 ? withRetries(below, policy, clock, random) : below
}

/** A warehouse that serves ten calls a second, one after the other, whether or not anybody still waits. */
async function openWarehouse({ http, clock }: DemoContext) {
  const now = { answer: 'works' as 'works' | 'is down' | 'fails at times', calls: 0, freeAtMs: 0 }
  const server = await http.server('the warehouse', async ({ sleep }) => {
    now.calls += 1
    if (now.answer === 'is down') return { status: 503 }
    if (now.answer === 'fails at times') return { status: now.calls % 20 === 0 ? 503 : 200 }
    now.freeAtMs = Math.max(now.freeAtMs, clock.now()) + 1_000 / capacityPerSecond
    await sleep(now.freeAtMs - clock.now())
    return {}
  })
  const ask: Ask = async () => {
    const limit = new AbortController()
    const answered = new AbortController()
    void clock.sleep(limitMs, answered.signal).then(
      () => limit.abort(),
      () => {},
    )
    const response = await fetch(server.url, { signal: limit.signal }).catch(() => undefined)
    answered.abort()
    return response?.status === 200
  }
  return { now, ask }
}

type Warehouse = Awaited<ReturnType<typeof openWarehouse>>

/** 100 pages that fail at the same moment, and the most of their second tries within 100 ms. */
async function countPeak({ clock, settled }: DemoContext, { now, ask }: Warehouse, policy: Policy): Promise<number> {
  now.answer = 'is down'
  const outermost: Policy = { ...policy, layers: policy.layers === 0 ? 0 : 1, hasBudget: false }
  const page = createPage(ask, outermost, clock)
  for (let visitor = 0; visitor < 100; visitor++) void page()
  await settled()
  let most = 0
  for (let passedMs = 0; passedMs < 1_200; passedMs += 100) {
    now.calls = 0
    await clock.advance(100).then(settled)
    most = Math.max(most, now.calls)
  }
  await clock.advance(10_000).then(settled)
  return most
}

async function measure(context: DemoContext, policy: Policy) {
  const { clock, load } = context
  const warehouse = await openWarehouse(context)
  const { now, ask } = warehouse
  const peak = await countPeak(context, warehouse, policy)
  const visit = async (pages: number, page: Ask) =>
    load({
      ratePerSecond,
      durationMs: (pages / ratePerSecond) * 1_000,
      drainMs: 60_000,
      clock,
      call: async () => ((await page()) ? 'shown' : 'lost'),
    })

  Object.assign(now, { answer: 'is down', calls: 0 })
  await visit(40, createPage(ask, policy, clock))
  const perPage = now.calls / 40

  Object.assign(now, { answer: 'fails at times', calls: 0 })
  const { outcomes: stray } = await visit(100, createPage(ask, policy, clock))

  Object.assign(now, { answer: 'works', calls: 0, freeAtMs: 0 })
  const beginMs = clock.now()
  const page = createPage(ask, policy, clock)
  let late = 0
  await load({
    ratePerSecond,
    durationMs: 40_000,
    drainMs: 60_000,
    clock,
    call: async () => {
      const sinceMs = clock.now() - beginMs
      now.answer = sinceMs >= 5_000 && sinceMs < 10_000 ? 'is down' : 'works'
      const isShown = await page()
      if (sinceMs >= 30_000 && isShown) late += 1
      return isShown ? 'shown' : 'lost'
    },
  })
  return { peak, perPage, lost: stray['lost'] ?? 0, later: late / (10 * ratePerSecond) }
}

export default demo({
  title: 'Three layers ask a warehouse, and try again in five ways',
  services: {},
  run: async (context) => {
    const rows: (string | number)[][] = []
    const measured: Record<string, number> = {}
    for (const [name, id, policy] of strategies) {
      const { peak, perPage, lost, later } = await measure(context, policy)
      rows.push([name, perPage.toFixed(1), lost, policy.layers === 0 ? '–' : peak, `${Math.round(later * 100)} %`])
      Object.assign(measured, { [`${id}PerPage`]: perPage, [`${id}Lost`]: lost, [`${id}Peak`]: peak })
      measured[`${id}Later`] = later
    }
    const columns = ['strategy', 'calls a page', 'pages lost', 'most in 100 ms', 'shown 20 s later']
    return { columns, rows, measured }
  },
  claims: [
    {
      sentence: 'Three tries in each of three layers are 27 calls for one page; a budget of a fifth makes at most 4',
      holds: ({ allPerPage, firstPerPage, budgetPerPage = 27 }) =>
        allPerPage === 27 && firstPerPage === 3 && budgetPerPage <= 4,
    },
    {
      sentence:
        'When one call in 20 fails, every strategy that tries again loses no page, and the one that does not loses 5',
      holds: ({ noneLost, allLost, firstLost, fullLost, budgetLost }) =>
        noneLost === 5 && [allLost, firstLost, fullLost, budgetLost].every((lost) => lost === 0),
    },
    {
      sentence:
        'With 10 % of jitter all clients that failed together come back within 100 ms; with full jitter a fifth at most',
      holds: ({ firstPeak, fullPeak = 100 }) => firstPeak === 100 && fullPeak <= 20,
    },
    {
      sentence: 'Twenty seconds after an outage of five, 27-fold retries still keep every page from being shown',
      holds: ({ allLater, noneLater, firstLater, fullLater, budgetLater }) =>
        allLater === 0 && [noneLater, firstLater, fullLater, budgetLater].every((share) => share === 1),
    },
  ],
})
