import { type Answer, expect, type KitFixtures, type ScriptedServer, test } from 'loadbearing/kit'
import { type Call, createCall } from './retry-budget.ts'

type Kit = Pick<KitFixtures, 'http' | 'clock' | 'settled'>

const well: Answer = { text: 'in stock' }

/** The warehouse, which answers as the test says. */
async function openWarehouse({ http, clock, settled }: Kit) {
  const now: { answer: Answer | ((nth: number) => Answer) } = { answer: well }
  let nth = 0
  const warehouse = await http.server('the warehouse', () =>
    typeof now.answer === 'function' ? now.answer(++nth) : now.answer,
  )
  const turn = (answer: typeof now.answer) => {
    now.answer = answer
    nth = 0
    warehouse.forgetRequests()
  }
  /** Calls, 50 of them a second, and how each ended. */
  const ask = async (calls: number, one: () => Promise<Response>) => {
    const ends: string[] = []
    for (let made = 0; made < calls; made += 10) {
      for (let nth = 0; nth < Math.min(10, calls - made); nth += 1) {
        one().then(
          ({ status }) => ends.push(`got ${status}`),
          (error) => ends.push(`failed with ${error.name}`),
        )
      }
      await settled().then(() => clock.advance(200).then(settled))
    }
    // Waits grow, and a chain of three layers waits three times.
    for (let passedMs = 0; passedMs < 30_000 && ends.length < calls; passedMs += 500) {
      await clock.advance(500).then(settled)
    }
    return ends
  }
  return { warehouse, turn, ask }
}

const fetchFrom = (server: ScriptedServer, call: Call) => () => call(() => fetch(server.url))

test('A stray failure is retried, on a quiet night as on a busy day', async ({ http, clock, settled }) => {
  const { warehouse, turn, ask } = await openWarehouse({ http, clock, settled })
  const ways = { 'answered 503 once': { status: 503 }, 'hung up once': { fault: 'drop' } } as const
  for (const [way, answer] of Object.entries(ways)) {
    turn((nth) => (nth === 1 ? answer : well))
    const [end] = await ask(1, fetchFrom(warehouse, createCall(clock)))
    const story = `A process made its first call, and the warehouse ${way}.`
    expect(end, `${story} The caller ${end ?? 'still waits'} (expected: got 200).`).toBe('got 200')
  }
  turn(() => ({ status: 404 }))
  const [missing] = await ask(1, fetchFrom(warehouse, createCall(clock)))
  expect([missing, warehouse.requests().length], 'The warehouse answered 404, which is an answer.').toEqual([
    'got 404',
    1,
  ])
  turn((nth) => (nth % 100 === 50 ? { status: 503 } : well))
  const ends = await ask(600, fetchFrom(warehouse, createCall(clock)))
  const lost = ends.filter((end) => end !== 'got 200').length
  expect(lost, `One call in 100 failed, and ${lost} of 600 callers got no stock (expected 0).`).toBe(0)
})

test('In an outage retries add at most a fifth to the load', async ({ http, clock, settled, evidence }) => {
  const { warehouse, turn, ask } = await openWarehouse({ http, clock, settled })
  const one = fetchFrom(warehouse, createCall(clock))
  await ask(100, one)
  for (const [way, answer] of [
    ['answered 503', { status: 503 }],
    ['hung up', { fault: 'drop' }],
  ] as const) {
    turn(answer)
    const ends = await ask(500, one)
    const arrived = warehouse.requests().length
    evidence.table(`The warehouse ${way}`, ['calls made', 'calls that reached it'], [[500, arrived]])
    const told = ends.filter((end) => end === (way === 'hung up' ? 'failed with TypeError' : 'got 503')).length
    const story = `The warehouse ${way} to 500 calls.`
    expect(told, `${story} ${told} callers were told so (expected 500).`).toBe(500)
    const most = arrived >= 1_400 ? 'about three times as often' : arrived > 620 ? 'too often' : 'seldom'
    expect(arrived, `${story} It was called ${most} (expected at most 620 calls).`).toBeLessThanOrEqual(620)
    await clock.advance(60_000).then(settled)
    turn((nth) => (nth <= 10 ? { status: 503 } : well))
    const after = (await ask(10, one)).filter((end) => end === 'got 200').length
    const quiet = 'A minute after the outage, in which nobody called, 10 calls failed once.'
    expect(after, `${quiet} ${after} of them were tried again (expected 10).`).toBe(10)
  }
})

test('Three layers that retry do not multiply the load', async ({ http, clock, settled, evidence }) => {
  const { warehouse, turn, ask } = await openWarehouse({ http, clock, settled })
  const layer = async (name: string, below: ScriptedServer) => {
    const one = fetchFrom(below, createCall(clock))
    return http.server(name, async ({ until }) => {
      const response = await until(one().catch(() => undefined))
      return { status: response?.status ?? 502 }
    })
  }
  const orders = await layer('orders', await layer('stock', warehouse))
  const page = fetchFrom(orders, createCall(clock))
  await ask(100, page)
  turn({ status: 503 })
  await ask(200, page)
  const arrived = warehouse.requests().length
  evidence.table('Three layers, the warehouse down', ['pages', 'calls that reached it'], [[200, arrived]])
  const most = arrived > 2_000 ? 'more than ten times as often' : arrived > 440 ? 'more than twice as often' : 'seldom'
  const story = 'The warehouse was down, and 200 pages asked for it through three layers.'
  expect(arrived, `${story} It was called ${most} (expected at most 440 calls).`).toBeLessThanOrEqual(440)
})
