import { setTimeout as delay } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { afterAll, beforeAll, describe, expect, vi } from 'vitest'
import { Board } from '../interleave/board.ts'
import { Settling } from '../interleave/settling.ts'
import { test } from '../test.ts'
import { clients } from './fixtures/clients.ts'

vi.setConfig({ testTimeout: 120_000 })

/** How often each scene is played. What is right by luck is wrong once in so many. */
const runs = 60

// More burners than this machine may have processors to spare, as on a machine where other things go on.
const burn = 'const end = Date.now() + 60_000; while (Date.now() < end) Math.sqrt(Math.random())'
let burners: Worker[] = []
beforeAll(() => {
  burners = Array.from({ length: 2 }, () => new Worker(burn, { eval: true }))
})
afterAll(async () => {
  await Promise.all(burners.map((burner) => burner.terminate()))
})

/** How a call stands: what it got, how it failed, or that it waits. */
function follow(call: Promise<string>): { end: string } {
  const caller = { end: 'waits' }
  call.then(
    (text) => (caller.end = text.length > 20 ? `${text.length} characters` : text),
    () => (caller.end = 'failed'),
  )
  return caller
}

describe.for(clients)('settled, with %s', ([, ask]) => {
  test('waits for answers that are on their way, and for nothing that the test decides about', async ({
    http,
    clock,
    settled,
  }) => {
    let opened = Promise.withResolvers<void>()
    const server = await http.server('quotes', async ({ path, until, sleep }) => {
      if (path === '/gate') await until(opened.promise)
      if (path === '/clock') await sleep(1_000)
      return path === '/hang' ? { fault: 'hang' } : { text: path === '/long' ? 'x'.repeat(300_000) : 'here' }
    })
    const seen = new Map<string, number>()
    for (let run = 0; run < runs; run += 1) {
      opened = Promise.withResolvers<void>()
      const callers = ['/', '/long', '/gate', '/clock'].map((path) => follow(ask(server.url + path)))
      if (run % 10 === 0) callers.push(follow(ask(`${server.url}/hang`)))
      const ends = () => callers.slice(0, 4).map(({ end }) => end)
      await settled()
      const first = ends()
      opened.resolve()
      await settled()
      const second = ends()
      await clock.advance(1_000)
      await settled()
      const story = JSON.stringify([first, second, ends(), callers[4]?.end ?? 'waits'])
      seen.set(story, (seen.get(story) ?? 0) + 1)
    }
    const expected = [
      ['here', '300000 characters', 'waits', 'waits'],
      ['here', '300000 characters', 'here', 'waits'],
      ['here', '300000 characters', 'here', 'here'],
      'waits',
    ]
    expect([...seen]).toEqual([[JSON.stringify(expected), runs]])
  })

  test('waits for failures that are on their way', async ({ http, settled }) => {
    const server = await http.server('quotes', ({ path }) => {
      if (path === '/drop') return { fault: 'drop' }
      return path === '/reset' ? { fault: 'reset' } : { text: 'here' }
    })
    const seen = new Set<string>()
    for (let run = 0; run < runs; run += 1) {
      const callers = ['/drop', '/', '/reset'].map((path) => follow(ask(server.url + path)))
      await settled()
      await server.stop()
      const refused = follow(ask(server.url))
      await settled()
      await server.start()
      seen.add(JSON.stringify([...callers, refused].map(({ end }) => end)))
    }
    expect([...seen]).toEqual([JSON.stringify(['failed', 'here', 'failed', 'failed'])])
  })

  test('waits until the server knows that a caller hung up', async ({ http, settled }) => {
    const server = await http.server('quotes', () => ({ fault: 'hang' }))
    const seen = new Set<string>()
    for (let run = 0; run < runs; run += 1) {
      const giveUp = new AbortController()
      const caller = follow(ask(server.url, giveUp.signal))
      await settled()
      giveUp.abort()
      await settled()
      seen.add(`${caller.end}, ${server.requests().at(-1)?.outcome}, ${server.inFlight} in flight`)
    }
    expect([...seen]).toEqual(['failed, aborted, 0 in flight'])
  })

  test('follows a call through a chain of servers', async ({ http, settled }) => {
    let url = (await http.server('the last', () => ({ text: 'here' }))).url
    for (let hop = 0; hop < 9; hop += 1) {
      const next = url
      url = (await http.server(`hop ${hop}`, async () => ({ text: await ask(next) }))).url
    }
    const seen = new Set<string>()
    for (let run = 0; run < runs / 3; run += 1) {
      const caller = follow(ask(url))
      await settled()
      seen.add(caller.end)
    }
    expect([...seen]).toEqual(['here'])
  })
})

describe('settled', () => {
  test('waits for the work of a script, also for what it leaves running', async ({ http, settled }) => {
    const charges: number[] = []
    const server = await http.server('bank', async ({ nth }) => {
      await delay(20)
      void delay(20).then(() => charges.push(nth))
      return { text: 'accepted' }
    })
    const caller = follow(clients[0][1](server.url))
    await settled()
    expect([caller.end, charges]).toEqual(['accepted', [1]])
  })

  test('does not wait for a client that leaves the body of its answer lying', async ({ http, settled }) => {
    const server = await http.server('quotes', () => ({ text: 'x'.repeat(8_000_000) }))
    const responses = [fetch(server.url), fetch(server.url)]
    await settled()
    for (const response of responses) expect((await response).status).toBe(200)
    for (const response of responses) await (await response).body?.cancel()
  })

  test('is undecided when a script waits for what it has not named by `until`', async ({ http, servers }) => {
    const server = await http.server('quotes', () => new Promise<never>(() => {}))
    follow(clients[0][1](server.url))
    const waitWatch = { postgresBlockers: async () => new Map(), redisBlockedCount: async () => 0 }
    const settling = new Settling({ board: new Board(), waitWatch, others: servers.httpServers, patienceMs: 100 })
    await expect(settling.settle()).rejects.toThrow('the script of quotes has not decided about GET /')
  })
})
