import { type Answer, expect, type KitFixtures, type ScriptedRequest, test } from 'loadbearing/kit'
import { type Line, readLines } from './chatty-endpoint.ts'

type Kit = Pick<KitFixtures, 'http' | 'clock' | 'settled'>
type Way = 'named' | '503' | 'hung up'

const numbered = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, nth) => `p-${from + nth}`)
const nameOf = (id: string) => `product ${id.slice(2)}`
const inRounds = (requests: number, rounds: number) =>
  `${requests} requests in ${rounds} ${rounds === 1 ? 'round' : 'rounds'}`

/** A catalogue to which a hop takes `hopMs`. It has products up to p-900. Reading some of them may fail first. */
async function openCatalogue({ http, clock, settled }: Kit, hopMs = 80) {
  /** In which way each next try fails that asks for such a product. */
  const trouble = new Map<string, Way[]>()
  /** Whatever has been answered for good, and how often somebody asked for such a product again. */
  const told = { ids: new Set<string>(), again: 0 }
  const isKnown = (id: string) => Number(id.slice(2)) <= 900
  function answer({ method, path, json }: ScriptedRequest): Answer {
    const isBatch = method === 'POST' && path === '/products/read'
    const ids = isBatch ? (json as { ids: string[] }).ids : [path.replace('/products/', '')]
    if (ids.length === 0 || ids.length > 50) return { status: 400, json: { error: 'ask for 1 to 50 ids' } }
    told.again += ids.filter((id) => told.ids.has(id)).length
    const ways = new Map([...new Set(ids)].map((id) => [id, trouble.get(id)?.shift()]))
    if ([...ways.values()].includes('hung up')) return { fault: 'drop' }
    const failed = [...ways.keys()].filter((id) => ways.get(id))
    if ([...ways.values()].includes('503') || (failed.length > 0 && !isBatch)) return { status: 503, json: {} }
    const good = [...ways.keys()].filter((id) => !ways.get(id))
    for (const id of good) told.ids.add(id)
    const read = good.filter(isKnown).sort()
    const products = read.map((id) => ({ id, name: nameOf(id) }))
    if (!isBatch) return products[0] ? { json: products[0] } : { status: 404, json: {} }
    return { json: { products, failed } }
  }
  const server = await http.server('the catalogue', async (request) => {
    await request.sleep(hopMs)
    return answer(request)
  })
  /** Shows a page. A round is the time of one hop: requests that are on their way together share it. */
  async function show(ids: readonly string[], failing: readonly string[] = [], ways: readonly Way[] = []) {
    for (const id of failing) trouble.set(id, [...ways])
    Object.assign(told, { ids: new Set(), again: 0 })
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
    const [requests, atOnce] = [server.requests().length, server.mostInFlight]
    return { ...page, texts, ms, rounds: ms / hopMs, requests, atOnce, again: told.again }
  }
  return { server, show }
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
    const cost = inRounds(requests, rounds)
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
  const ids = ['p-7', 'p-30', 'p-7', 'p-999', 'p-2', ...numbered(200, 300).reverse(), 'p-999', 'p-30']
  const page = await show(ids)
  expect(page.texts.length, `A page of ${ids.length} lines shows ${page.texts.length}. ${page.error}`).toBe(ids.length)
  for (const [nth, id] of ids.entries()) {
    const [text, expected] = [page.texts[nth], id === 'p-999' ? 'missing' : nameOf(id)]
    expect(text, `Line ${nth + 1} of the page is about ${id}. It shows "${text}" (expected "${expected}").`).toBe(
      expected,
    )
  }
  const story = 'A page of 108 lines has 105 different products.'
  expect(page.again, `${story} ${page.again} of them were asked for twice (expected 0).`).toBe(0)
  expect(page.requests, `${story} It made ${page.requests} requests (expected 3).`).toBe(3)
})

const few = ['p-150', 'p-151', 'p-250']
const always = (way: Way) => Array<Way>(9).fill(way)
const cases: readonly (readonly [story: string, ids: readonly string[], ways: readonly Way[], unread: number])[] = [
  ['3 of 200 products were named as failed', few, ['named'], 0],
  ['3 of 200 products were named as failed each time', few, always('named'), 3],
  ['3 of 200 products were named as failed, and then answered 503', few, ['named', ...always('503')], 3],
  ['One of 4 batches was answered 503', ['p-150'], ['503'], 0],
  ['One of 4 batches was answered 503 each time', ['p-150'], always('503'), 50],
  ['The catalogue hung up on one of 4 batches', ['p-150'], ['hung up'], 0],
  ['The catalogue hung up on one of 4 batches each time', ['p-150'], always('hung up'), 50],
]

test('What could not be read is asked for once more, and never called missing', async ({ http, clock, settled }) => {
  for (const [story, ids, ways, most] of cases) {
    const { show } = await openCatalogue({ http, clock, settled })
    const page = await show([...numbered(101, 299), 'p-999'], ids, ways)
    expect(page.error, `${story}, and the page has no lines at all: ${page.error}.`).toBe('')
    const count = (is: (text: string) => boolean) => page.texts.filter(is).length
    const [missing, unread] = [count((text) => text === 'missing'), count((text) => text === 'unavailable')]
    expect(missing, `${story}. The page calls ${missing} products missing (expected 1, which is).`).toBe(1)
    const told = `${story}. The page calls ${unread} unavailable (expected at most ${most}).`
    expect(unread, told).toBeLessThanOrEqual(most)
    const shown = count((text) => text.startsWith('product'))
    expect(shown + unread, `${story}. The page shows ${shown} of 199 products.`).toBe(199)
    const again = `${story}. The page asked again for ${page.again} products that it had been told of (expected 0).`
    expect(page.again, again).toBe(0)
  }
})

test('A failure costs at most as many trips again, and one more round', async ({ http, clock, settled, evidence }) => {
  for (const [story, ids, ways] of cases) {
    const { show } = await openCatalogue({ http, clock, settled })
    const { requests, rounds } = await show([...numbered(101, 299), 'p-999'], ids, ways)
    evidence.count(`requests: ${story}`, requests)
    const cost = inRounds(requests, rounds)
    expect(requests <= 8 && rounds <= 2, `${story}. The page made ${cost} (expected at most 8 in 2).`).toBe(true)
  }
  const { show } = await openCatalogue({ http, clock, settled })
  const { requests, rounds, atOnce } = await show(numbered(101, 700), ['p-101', 'p-151', 'p-201', 'p-251'], ['503'])
  const story = 'The first 4 of 12 batches were answered 503. The page'
  expect(atOnce, `${story} had ${atOnce} requests open at once (expected at most 4).`).toBeLessThanOrEqual(4)
  const cost = inRounds(requests, rounds)
  expect(requests <= 24 && rounds <= 6, `${story} made ${cost} (expected at most 24 in 6).`).toBe(true)
})
