import { type Answer, expect, type KitFixtures, type ScriptedRequest, test } from 'loadbearing/kit'
import { type Line, readLines } from './chatty-endpoint.ts'

type Kit = Pick<KitFixtures, 'http' | 'clock' | 'settled'>
type Way = 'named as failed' | 'answered 503' | 'hung up'

const numbered = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, nth) => `p-${from + nth}`)
const nameOf = (id: string) => `product ${id.slice(2)}`

/** A catalogue to which a hop takes `hopMs`. It has products up to p-900. Reading a product may fail some times first. */
async function openCatalogue({ http, clock, settled }: Kit, hopMs = 80) {
  const trouble = { way: 'named as failed' as Way, timesLeft: new Map<string, number>() }
  const isKnown = (id: string) => Number(id.slice(2)) <= 900
  const fails = (id: string) => {
    const left = trouble.timesLeft.get(id) ?? 0
    trouble.timesLeft.set(id, left - 1)
    return left > 0
  }
  function answer({ method, path, json }: ScriptedRequest): Answer {
    const isBatch = method === 'POST' && path === '/products/read'
    const ids = isBatch ? (json as { ids: string[] }).ids : [path.replace('/products/', '')]
    if (ids.length === 0 || ids.length > 50) return { status: 400, json: { error: 'ask for 1 to 50 ids' } }
    const failed = [...new Set(ids)].filter(fails)
    if (failed.length > 0 && trouble.way === 'hung up') return { fault: 'drop' }
    if (failed.length > 0 && (trouble.way === 'answered 503' || !isBatch)) return { status: 503, json: {} }
    const read = [...new Set(ids)].filter((id) => isKnown(id) && !failed.includes(id)).sort()
    const products = read.map((id) => ({ id, name: nameOf(id) }))
    if (!isBatch) return products[0] ? { json: products[0] } : { status: 404, json: {} }
    return { json: { products, failed } }
  }
  const server = await http.server('the catalogue', async (request) => {
    await request.sleep(hopMs)
    return answer(request)
  })
  /** Shows a page. A round is the time of one hop: requests that are on their way together share it. */
  async function show(ids: readonly string[]) {
    server.forgetRequests()
    const sinceMs = clock.now()
    const page = { isShown: false, lines: [] as Line[], error: '' }
    readLines(server.url, ids).then(
      (lines) => Object.assign(page, { isShown: true, lines }),
      (error) => Object.assign(page, { isShown: true, error: String(error) }),
    )
    do await settled()
    while (!page.isShown && clock.wakeNext())
    const ms = clock.now() - sinceMs
    const texts = page.lines.map((line) => (typeof line === 'string' ? line : line.name))
    const asked = server.requests().flatMap(({ json, path }) => (json as { ids?: string[] } | undefined)?.ids ?? [path])
    const { length: requests } = server.requests()
    return { ...page, texts, ms, rounds: ms / hopMs, requests, asked, atOnce: server.mostInFlight }
  }
  return { server, trouble, show }
}

test('A page pays for one trip per fifty items, and makes four of them at once', async ({
  http,
  clock,
  settled,
  evidence,
}) => {
  const pages: (readonly [hopMs: number, page: { requests: number; rounds: number; ms: number }])[] = []
  for (const hopMs of [2, 80]) {
    const { show } = await openCatalogue({ http, clock, settled }, hopMs)
    pages.push([hopMs, await show(numbered(101, 300))])
  }
  const rows = pages.map(([hopMs, { requests, rounds, ms }]) => [hopMs, requests, rounds, ms])
  evidence.table('What a page of 200 lines waits for', ['ms a hop', 'requests', 'rounds', 'ms'], rows)
  for (const [hopMs, { requests, rounds, ms }] of pages.toReversed()) {
    const cost = `${requests} requests in ${rounds} rounds`
    const told = `A page of 200 lines made ${cost} and waited ${ms} ms, at ${hopMs} ms a hop`
    expect(`${requests} in ${rounds}`, `${told} (expected: 4 in 1).`).toBe('4 in 1')
  }
  const { server, show } = await openCatalogue({ http, clock, settled })
  const large = await show(numbered(101, 700))
  const story = `A page of 600 lines had ${large.atOnce} requests open at once (expected at most 4)`
  expect(large.atOnce, `${story}.`).toBeLessThanOrEqual(4)
  const cost = `${large.requests} in ${large.rounds}`
  expect(cost, `A page of 600 lines made ${cost} rounds (expected: 12 requests in 3 rounds).`).toBe('12 in 3')
  await show([])
  expect(server.requests(), 'A page without lines asked the catalogue.').toHaveLength(0)
})

test('Each line shows its own item, in whatever order the answers name them', async ({ http, clock, settled }) => {
  const { show } = await openCatalogue({ http, clock, settled })
  const ids = ['p-7', 'p-30', 'p-7', 'p-999', 'p-2', ...numbered(201, 296).reverse(), ...numbered(201, 296)]
  const page = await show(ids)
  expect(page.texts.length, `A page of ${ids.length} lines shows ${page.texts.length}. ${page.error}`).toBe(ids.length)
  for (const [nth, id] of ids.entries()) {
    const [text, expected] = [page.texts[nth], id === 'p-999' ? 'missing' : nameOf(id)]
    expect(text, `Line ${nth + 1} of the page is about ${id}. It shows "${text}" (expected "${expected}").`).toBe(
      expected,
    )
  }
  const story = `A page of ${ids.length} lines has 100 different products. It made ${page.requests} requests (expected 2).`
  expect(page.requests, story).toBe(2)
})

const always = 1_000
const cases: readonly (readonly [story: string, ids: readonly string[], way: Way, times: number])[] = [
  ['3 of 200 products were named as failed', ['p-150', 'p-151', 'p-250'], 'named as failed', 1],
  ['3 of 200 products were named as failed each time', ['p-150', 'p-151', 'p-250'], 'named as failed', always],
  ['One of 4 batches was answered 503', ['p-150'], 'answered 503', 1],
  ['One of 4 batches was answered 503 each time', ['p-150'], 'answered 503', always],
  ['The catalogue hung up on one of 4 batches', ['p-150'], 'hung up', 1],
  ['The catalogue hung up on one of 4 batches each time', ['p-150'], 'hung up', always],
]

test('What could not be read is asked for once more, and never called missing', async ({ http, clock, settled }) => {
  const { trouble, show } = await openCatalogue({ http, clock, settled })
  for (const [story, ids, way, times] of cases) {
    Object.assign(trouble, { way, timesLeft: new Map(ids.map((id) => [id, times])) })
    const page = await show([...numbered(101, 299), 'p-999'])
    expect(page.error, `${story}, and the page has no lines at all: ${page.error}.`).toBe('')
    const unread = page.texts.filter((text) => text === 'unavailable').length
    const most = times < always ? 0 : way === 'named as failed' ? 3 : 50
    const missing = page.texts.filter((text) => text === 'missing').length
    expect(missing, `${story}. The page calls ${missing} products missing (expected 1, which is).`).toBe(1)
    expect(unread, `${story}. The page calls ${unread} unavailable (expected at most ${most}).`).toBeLessThanOrEqual(
      most,
    )
    const shown = page.texts.filter((text) => text.startsWith('product')).length
    expect(shown + unread, `${story}. The page shows ${shown} of 199 products.`).toBe(199)
  }
})

test('A failure costs at most as many trips again, and one more round', async ({ http, clock, settled, evidence }) => {
  const { trouble, show } = await openCatalogue({ http, clock, settled })
  for (const [story, ids, way, times] of cases) {
    Object.assign(trouble, { way, timesLeft: new Map(ids.map((id) => [id, times])) })
    const { requests, rounds, asked } = await show([...numbered(101, 299), 'p-999'])
    evidence.count(`requests: ${story}`, requests)
    const cost = `${requests} requests in ${rounds} rounds`
    expect(requests <= 8 && rounds <= 2, `${story}. The page made ${cost} (expected at most 8 in 2).`).toBe(true)
    const most = way === 'named as failed' ? 3 : 50
    const again = `${story}. ${asked.length - 200} products were asked for again (expected at most ${most}).`
    expect(asked.length - 200, again).toBeLessThanOrEqual(most)
  }
})
