import { type Clock, type DemoContext, demo, type ScriptedRequest } from 'loadbearing/demo'

const ratePerSecond = 12
const workMs = 100
const patienceMs = 2_000
const pricesMs = 500

/** What a hop does about the customer's two seconds. */
interface Rules {
  /** Each call has two seconds of its own, or what is left of the customer's. */
  readonly limit: 'fresh' | 'left'
  /** Whether a hop whose caller hangs up hangs up on the next one. */
  readonly passesHangUps: boolean
  /** Which requests of its queue the warehouse still works on. */
  readonly works: 'for everybody' | 'while the caller is there' | 'when it can be done in time'
}

const strategies: readonly (readonly [name: string, id: string, rules: Rules])[] = [
  ['2 s a hop', 'fresh', { limit: 'fresh', passesHangUps: false, works: 'for everybody' }],
  [
    '2 s a hop, skip who hung up',
    'noticed',
    { limit: 'fresh', passesHangUps: false, works: 'while the caller is there' },
  ],
  ['hang-ups travel', 'hangUps', { limit: 'fresh', passesHangUps: true, works: 'while the caller is there' }],
  ['the deadline travels', 'deadline', { limit: 'left', passesHangUps: true, works: 'when it can be done in time' }],
]

// #region ask
/** Asks the next hop, and hangs up when the time is over or, if these travel, when the caller has. */
async function ask(clock: Clock, url: string, leftMs: number, callerLeft?: AbortSignal): Promise<number> {
  const limit = new AbortController()
  const answered = new AbortController()
  void clock.sleep(leftMs, answered.signal).then(
    () => limit.abort(),
    () => {},
  )
  const signal = callerLeft ? AbortSignal.any([limit.signal, callerLeft]) : limit.signal
  const response = await fetch(url, { signal, headers: { 'x-time-left-ms': `${leftMs}` } }).catch(() => undefined)
  answered.abort()
  return response?.status ?? 504
}
// #endregion

/** Has one worker, and takes its requests in the order in which they came. */
async function openWarehouse({ http, clock }: DemoContext, { works }: Rules) {
  const done = { all: 0 }
  let turn = Promise.resolve(true)
  const work = async ({ signal, headers, sleep }: ScriptedRequest, sinceMs: number) => {
    const leftMs = Number(headers['x-time-left-ms']) - (clock.now() - sinceMs)
    if (works !== 'for everybody' && signal.aborted) return false
    if (works === 'when it can be done in time' && leftMs < workMs) return false
    await sleep(workMs)
    done.all += 1
    return true
  }
  const server = await http.server('the warehouse', async (request) => {
    const sinceMs = clock.now()
    turn = turn.then(() => work(request, sinceMs))
    return { status: (await request.until(turn)) ? 200 : 504 }
  })
  return { url: server.url, done }
}

async function measure(context: DemoContext, rules: Rules) {
  const { http, clock, load } = context
  const warehouse = await openWarehouse(context, rules)
  const left = (givenMs: number, sinceMs: number) =>
    rules.limit === 'fresh' ? patienceMs : Math.max(0, givenMs - (clock.now() - sinceMs) - 20)
  const checkout = await http.server('checkout', async ({ signal, headers, until, sleep }) => {
    const sinceMs = clock.now()
    await sleep(pricesMs)
    const leftMs = left(Number(headers['x-time-left-ms']), sinceMs)
    return { status: await until(ask(clock, warehouse.url, leftMs, rules.passesHangUps ? signal : undefined)) }
  })
  const { outcomes } = await load({
    ratePerSecond,
    durationMs: 40_000,
    drainMs: 60_000,
    clock,
    call: async () => ((await ask(clock, checkout.url, patienceMs)) === 200 ? 'served' : 'left'),
  })
  const served = outcomes['served'] ?? 0
  return { served, left: outcomes['left'] ?? 0, inVain: warehouse.done.all - served }
}

export default demo({
  title: 'A warehouse that can do 10 reservations a second is asked for 12, for 40 seconds',
  services: {},
  run: async (context) => {
    const rows: (string | number)[][] = []
    const measured: Record<string, number> = {}
    for (const [name, id, rules] of strategies) {
      const { served, left, inVain } = await measure(context, rules)
      rows.push([name, served, left, inVain])
      Object.assign(measured, { [`${id}Served`]: served, [`${id}InVain`]: inVain })
    }
    return { columns: ['strategy', 'customers served', 'customers left', 'done for nobody'], rows, measured }
  },
  claims: [
    {
      sentence:
        'With two seconds at each hop fewer than a quarter of the customers are served, whoever notices hang-ups',
      holds: ({ freshServed = 480, noticedServed = 480, hangUpsServed = 480 }) =>
        Math.max(freshServed, noticedServed, hangUpsServed) < 120,
    },
    {
      sentence: 'The warehouse does more than 300 reservations for nobody',
      holds: ({ freshInVain = 0, noticedInVain = 0, hangUpsInVain = 0 }) =>
        Math.min(freshInVain, noticedInVain, hangUpsInVain) > 300,
    },
    {
      sentence: 'With a deadline that travels at least 4 of 5 customers are served, and nothing is done for nobody',
      holds: ({ deadlineServed = 0, deadlineInVain }) => deadlineServed >= 384 && deadlineInVain === 0,
    },
  ],
})
