import { once } from 'node:events'
import { Agent, createServer, type IncomingMessage, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { describe, expect, vi } from 'vitest'
import type { TestServers } from '../../servers/test-servers.ts'
import { test as kitTest } from '../../test.ts'
import type { Link } from './link.ts'
import type { Wire } from './wire.ts'

vi.setConfig({ testTimeout: 30_000 })

/** One server with one effect that can be asked for and counted, and a link to it. */
interface Scene {
  readonly link: Link
  /** Opens a client, which keeps its connection. */
  readonly open: () => Promise<Client>
  /** How often the server has had the effect. */
  readonly done: () => Promise<number>
  readonly message: string
}

interface Client {
  readonly ask: () => Promise<unknown>
}

type Scenes = Readonly<Record<string, (servers: TestServers, wire: Wire, ended: AbortSignal) => Promise<Scene>>>

const scenes: Scenes = {
  async postgres(servers, wire) {
    const postgres = await servers.postgres()
    await postgres.query('CREATE TABLE effects (n int)')
    const link = await wire.postgres()
    return {
      link,
      open: async () => {
        const client = await link.client()
        return { ask: () => client.query('INSERT INTO effects VALUES ($1)', [1]) }
      },
      done: async () => (await postgres.query('SELECT 1 FROM effects')).length,
      message: 'insert into effects',
    }
  },
  async redis(servers, wire) {
    const redis = await servers.redis()
    const link = await wire.redis()
    return {
      link,
      open: async () => {
        const client = link.connect({ maxRetriesPerRequest: 0, retryStrategy: () => null, lazyConnect: true })
        await client.connect()
        return { ask: () => client.incr('effects') }
      },
      done: async () => Number(await redis.client.get('effects')),
      message: 'INCR effects',
    }
  },
  async http(_servers, wire, ended) {
    let effects = 0
    const server = createServer((_, response) => response.end(String(++effects))).listen(0, '127.0.0.1')
    await once(server, 'listening')
    ended.addEventListener('abort', () => {
      server.closeAllConnections()
      server.close()
    })
    const link = await wire.http(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
    return {
      link,
      open: async () => {
        const agent = new Agent({ keepAlive: true, maxSockets: 1 })
        return {
          ask: async () => {
            const asking = request(`${link.url}/effects`, { method: 'POST', agent, signal: ended }).end()
            const [response] = (await once(asking, 'response')) as [IncomingMessage]
            return text(response)
          },
        }
      },
      done: async () => effects,
      message: 'POST /effects',
    }
  },
}

const test = kitTest.extend<{ ended: AbortSignal }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads the pattern to know what a fixture needs
  ended: async ({}, use) => {
    const ending = new AbortController()
    await use(ending.signal)
    ending.abort()
  },
})

/** What became of a call so far. */
function follow(call: Promise<unknown>): { state: 'waits' | 'answered' | 'failed'; ended: Promise<unknown> } {
  const followed = { state: 'waits' as 'waits' | 'answered' | 'failed', ended: Promise.resolve<unknown>(undefined) }
  followed.ended = call.then(
    () => (followed.state = 'answered'),
    () => (followed.state = 'failed'),
  )
  return followed
}

describe.for(Object.keys(scenes))('a link by which one speaks %s', (protocol) => {
  const scened = test.extend<{ scene: Scene }>({
    scene: async ({ servers, wire, ended }, use) => {
      const set = scenes[protocol]
      if (set) await use(await set(servers, wire, ended))
    },
  })

  scened('lets pass what meets no fault, and records it', async ({ scene }) => {
    const client = await scene.open()
    await client.ask()
    await client.ask()
    expect(await scene.done()).toBe(2)
    const messages = scene.link.messages().map(({ text, fate }) => `${text.slice(0, 12)} ${fate}`.toLowerCase())
    expect(messages).toEqual([1, 2].map(() => `${scene.message.slice(0, 12)} passed`.toLowerCase()))
  })

  scened('drops the reply to one message: the server has done it, and the client has an error', async ({ scene }) => {
    const fault = scene.link.dropReply(scene.message, { nth: 2 })
    const client = await scene.open()
    await client.ask()
    await expect(client.ask()).rejects.toThrow()
    expect([await scene.done(), fault.hits]).toEqual([2, 1])
    expect(scene.link.messages().map(({ fate }) => fate)).toEqual(['passed', 'reply dropped'])
    await (await scene.open()).ask()
    expect(await scene.done()).toBe(3)
  })

  scened('drops the reply and leaves the client waiting', async ({ scene, settled }) => {
    scene.link.dropReply(scene.message, { connection: 'silent' })
    const client = await scene.open()
    const call = follow(client.ask())
    await settled()
    expect([call.state, await scene.done()]).toEqual(['waits', 1])
  })

  scened('drops a request: the server never has it', async ({ scene, settled }) => {
    scene.link.dropRequest(scene.message)
    scene.link.dropRequest(scene.message, { nth: 2, connection: 'silent' })
    await expect((await scene.open()).ask()).rejects.toThrow()
    const second = follow((await scene.open()).ask())
    await settled()
    expect([second.state, await scene.done()]).toEqual(['waits', 0])
  })

  scened('hits as many messages in a row as it is told', async ({ scene }) => {
    const fault = scene.link.dropRequest(scene.message, { nth: 2, times: 2 })
    const outcomes: string[] = []
    for (let attempt = 1; attempt <= 4; attempt += 1) {
      const call = follow((await scene.open()).ask())
      await call.ended
      outcomes.push(call.state)
    }
    expect(outcomes).toEqual(['answered', 'failed', 'failed', 'answered'])
    expect([fault.hits, await scene.done()]).toEqual([2, 2])
  })

  scened('delays a message, or its reply, by the clock', async ({ scene, settled, clock }) => {
    scene.link.delay(scene.message, { requestMs: 1_000 })
    scene.link.delay(scene.message, { nth: 2, replyMs: 500 })
    const client = await scene.open()
    const first = follow(client.ask())
    await settled()
    await clock.advance(999)
    expect([first.state, await scene.done()]).toEqual(['waits', 0])
    await clock.advance(1)
    await first.ended
    const second = follow(client.ask())
    await settled()
    expect([second.state, await scene.done()]).toEqual(['waits', 2])
    await clock.advance(500)
    await second.ended
    expect(second.state).toBe('answered')
  })

  scened('is slow in both directions until it is healed', async ({ scene, settled, clock }) => {
    scene.link.latency({ requestMs: 200, replyMs: 300 })
    const client = await scene.open()
    const call = follow(client.ask())
    await settled()
    await clock.advance(200)
    await settled()
    expect([call.state, await scene.done()]).toEqual(['waits', 1])
    await clock.advance(300)
    await call.ended
    const next = follow(client.ask())
    await settled()
    await scene.link.heal()
    await next.ended
    expect([next.state, await scene.done()]).toEqual(['answered', 2])
  })

  scened('becomes a black hole, for who is connected and for who comes', async ({ scene, settled }) => {
    const old = await scene.open()
    await old.ask()
    scene.link.blackHole()
    const fromOld = follow(old.ask())
    const opening = scene.open()
    const fromNew = follow(opening.then((client) => client.ask()))
    await settled()
    expect([fromOld.state, fromNew.state, await scene.done()]).toEqual(['waits', 'waits', 1])
    await scene.link.heal()
    await fromNew.ended
    expect([fromOld.state, fromNew.state, await scene.done()]).toEqual(['waits', 'answered', 2])
  })

  scened('goes half open: the server is gone, and the client waits', async ({ scene, settled }) => {
    const client = await scene.open()
    await client.ask()
    scene.link.halfOpen({ gone: 'server' })
    const call = follow(client.ask())
    await (await scene.open()).ask()
    await settled()
    expect([call.state, await scene.done()]).toEqual(['waits', 2])
  })

  scened('resets every open connection, and takes new ones', async ({ scene, settled }) => {
    scene.link.delay(scene.message, { requestMs: 1_000 })
    const call = follow((await scene.open()).ask())
    await settled()
    scene.link.reset()
    await call.ended
    await (await scene.open()).ask()
    expect([call.state, await scene.done()]).toEqual(['failed', 1])
  })

  scened('refuses new connections and keeps those that are open, until it is healed', async ({ scene }) => {
    const client = await scene.open()
    await client.ask()
    await scene.link.refuse()
    const refused = scene.open().then((late) => late.ask())
    await expect(refused).rejects.toThrow(/ECONNREFUSED|Connection is closed/)
    await client.ask()
    await scene.link.heal()
    await (await scene.open()).ask()
    expect(await scene.done()).toBe(3)
  })
})
