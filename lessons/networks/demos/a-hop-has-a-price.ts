import { type DemoContext, demo } from 'loadbearing/demo'

const pages = 1_000
const atATime = 25
const dependencies = 10
const patienceMs = 2_000

/** Asks the dependency with that number for one page. Rejects when it answers anything but 200. */
type Call = (dependency: number) => Promise<unknown>
type Wait = (ms: number) => Promise<void>

/** One way to make a page out of its dependencies. */
interface Page {
  readonly name: string
  readonly id: string
  /** How many of the ten it can't do without. */
  readonly hard: number
  /** Rejects when the page can't be shown. */
  readonly show: (call: Call, wait: Wait) => Promise<unknown>
}

const all = Array.from({ length: dependencies }, (_, dependency) => dependency)
const needed = all.slice(0, 3)
const others = all.slice(3)

// #region soft
const atOnce = (call: Call) => Promise.all(all.map(call))

/** Seven of ten may be missing: their errors are caught. */
const soft = (call: Call) =>
  Promise.all([...needed.map(call), ...others.map((one) => call(one).catch(() => undefined))])

/** The same, and after 200 ms the seven are no longer waited for. */
const softWithin = (call: Call, wait: Wait) => {
  const enough = wait(200)
  const orNothing = (one: number) => Promise.race([call(one).catch(() => undefined), enough])
  return Promise.all([...needed.map(call), ...others.map(orNothing)])
}
// #endregion

async function oneByOne(call: Call): Promise<void> {
  for (const one of all) await call(one)
}

const ways: readonly Page[] = [
  { name: '1 hard', id: 'one', hard: 1, show: (call) => call(0) },
  { name: '10 hard, one after the other', id: 'serial', hard: 10, show: oneByOne },
  { name: '10 hard, at once', id: 'atOnce', hard: 10, show: atOnce },
  { name: '3 hard, 7 soft', id: 'soft', hard: 3, show: soft },
  { name: '3 hard, 7 soft within 200 ms', id: 'softWithin', hard: 3, show: softWithin },
]

/** The same numbers each time, so that a demo is about the page and not about luck. */
function createRandom(): () => number {
  let state = 7
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

/** Each of them fails for one page in 1,000. Every other one says so, and the rest fall silent. */
async function openDependencies({ http }: DemoContext) {
  const random = createRandom()
  const hop = { ms: 0 }
  const servers = await Promise.all(
    all.map((dependency) => {
      const failsAt = Math.floor(random() * pages)
      return http.server(`dependency ${dependency}`, async ({ path, sleep }) => {
        if (hop.ms > 0) await sleep(hop.ms)
        if (path !== `/${failsAt}`) return {}
        return dependency % 2 === 0 ? { fault: 'hang' } : { status: 503 }
      })
    }),
  )
  return { hop, servers }
}

/** A visitor of one page, who leaves after two seconds. All of `shownAs` get the same answers. */
async function visit({ clock }: DemoContext, urls: readonly string[], shownAs: readonly Page[]) {
  const sinceMs = clock.now()
  const left = new AbortController()
  const wait: Wait = (ms) => clock.sleep(ms, left.signal)
  const isOver = wait(patienceMs).then(() => Promise.reject(new Error('the visitor has left')))
  const answers = new Map<number, Promise<void>>()
  const ask = async (dependency: number) => {
    const response = await fetch(urls[dependency] ?? '', { signal: left.signal })
    await response.arrayBuffer()
    if (!response.ok) throw new Error(`${response.status}`)
  }
  const call: Call = (dependency) => {
    const answer = answers.get(dependency) ?? ask(dependency)
    answers.set(dependency, answer)
    return answer
  }
  const shown = shownAs.map(({ show }) => Promise.race([show(call, wait), isOver]).then(() => clock.now() - sinceMs))
  const ends = await Promise.allSettled(shown)
  left.abort()
  return ends.map((end) => (end.status === 'fulfilled' ? end.value : undefined))
}

/** Lets visitors come at the same moment, and returns what each of them waited for each way; undefined for those who left. */
async function visitTogether(context: DemoContext, visits: readonly (() => ReturnType<typeof visit>)[]) {
  let isDone = false
  const together = Promise.all(visits.map((come) => come())).finally(() => (isDone = true))
  do await context.settled()
  while (!isDone && context.clock.wakeNext())
  return together
}

/** Counts the pages that nobody has seen, for each way. Then times a page for which nothing fails, each way by itself. */
async function measure(context: DemoContext) {
  const { hop, servers } = await openDependencies(context)
  const urls = (page: number) => servers.map(({ url }) => `${url}/${page}`)
  const failed = ways.map(() => 0)
  for (let first = 0; first < pages; first += atATime) {
    const visits = Array.from({ length: atATime }, (_, nth) => () => visit(context, urls(first + nth), ways))
    for (const waited of await visitTogether(context, visits)) {
      for (const [nth, ms] of waited.entries()) if (ms === undefined) failed[nth] = (failed[nth] ?? 0) + 1
    }
  }
  const timed = async (way: Page, hopMs: number) => {
    hop.ms = hopMs
    const [ends] = await visitTogether(context, [() => visit(context, urls(pages), [way])])
    return ends?.[0] ?? patienceMs
  }
  const results = []
  for (const [nth, way] of ways.entries()) {
    results.push({ way, failed: failed[nth] ?? 0, near: await timed(way, 2), far: await timed(way, 80) })
  }
  return results
}

export default demo({
  title: '1,000 pages from ten dependencies, each of which fails for one page in 1,000',
  services: {},
  run: async (context) => {
    const rows: (string | number)[][] = []
    const measured: Record<string, number> = {}
    for (const { way, failed, near, far } of await measure(context)) {
      const product = pages * (1 - 0.999 ** way.hard)
      rows.push([way.name, near, far, failed, product.toFixed(1)])
      Object.assign(measured, { [`${way.id}Ms`]: far, [`${way.id}Failed`]: failed })
    }
    const columns = ['dependencies', 'ms at 2 a hop', 'ms at 80 a hop', 'pages that failed', 'by the product']
    return { columns, rows, measured }
  },
  claims: [
    {
      sentence: 'Ten hard dependencies fail nine to ten times as many pages as one, at once or one after the other',
      holds: ({ oneFailed, serialFailed = 0, atOnceFailed }) =>
        oneFailed === 1 && serialFailed >= 9 && serialFailed <= 10 && atOnceFailed === serialFailed,
    },
    {
      sentence: 'Asked at once, ten cost the time of one; one after the other, ten times that',
      holds: ({ oneMs = 0, serialMs, atOnceMs }) => atOnceMs === oneMs && serialMs === 10 * oneMs,
    },
    {
      sentence: 'Seven soft ones without a limit leave twice as many failed pages as the three hard ones alone',
      holds: ({ softFailed = 0, softWithinFailed = 0 }) => softWithinFailed === 3 && softFailed === 6,
    },
  ],
})
