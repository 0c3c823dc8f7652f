import { once } from 'node:events'
import { Agent, request as send } from 'node:http'
import { createServer, Socket } from 'node:net'
import { describe, expect } from 'vitest'
import { asKit } from '../origin/async-watch.ts'
import { test } from '../test.ts'
import { clients } from './fixtures/clients.ts'

describe('a scripted server', () => {
  test('answers as its script says, request by request', async ({ http }) => {
    const server = await http.server('payments', ({ nth, method, path, query, headers, json, text }) => {
      if (nth === 1) return { status: 503, headers: { 'retry-after': '1' } }
      if (nth === 2) return { status: 201, json: { method, path, query, kind: headers['content-type'], json, text } }
      return { text: 'plain', headers: { 'content-type': 'text/html', 'set-cookie': ['a=1', 'b=2'] } }
    })
    const busy = await fetch(server.url)
    expect([busy.status, busy.headers.get('retry-after'), await busy.text()]).toEqual([503, '1', ''])
    const body = '{"amount":50}'
    const created = await fetch(`${server.url}/charges?dry=yes`, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json' },
    })
    expect([created.status, created.headers.get('content-type')]).toEqual([201, 'application/json'])
    expect(await created.json()).toEqual({
      method: 'POST',
      path: '/charges',
      query: { dry: 'yes' },
      kind: 'application/json',
      json: { amount: 50 },
      text: body,
    })
    const page = await fetch(server.url)
    expect([page.headers.get('content-type'), page.headers.getSetCookie()]).toEqual(['text/html', ['a=1', 'b=2']])
  })

  test('remembers what arrived, in order, and how each ended', async ({ http, settled }) => {
    const faults = { '/drop': 'drop', '/reset': 'reset', '/hang': 'hang' } as const
    const server = await http.server('payments', ({ path }) =>
      path === '/answer' ? {} : { fault: faults[path as keyof typeof faults] },
    )
    const calls = ['/answer', '/drop', '/reset'].map((path) => fetch(server.url + path, { method: 'POST', body: path }))
    const outcomes = await Promise.allSettled(calls)
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected'])
    void fetch(`${server.url}/hang`)
    await settled()
    const seen = server.requests().map(({ path, text, outcome, status }) => ({ path, text, outcome, status }))
    expect(seen.toSorted((a, b) => a.path.localeCompare(b.path))).toEqual([
      { path: '/answer', text: '/answer', outcome: 'answered', status: 200 },
      { path: '/drop', text: '/drop', outcome: 'dropped', status: undefined },
      { path: '/hang', text: '', outcome: 'open', status: undefined },
      { path: '/reset', text: '/reset', outcome: 'reset', status: undefined },
    ])
    server.forgetRequests()
    expect([server.requests(), server.inFlight, server.mostInFlight]).toEqual([[], 1, 1])
  })

  test('tells its script when the client has left, and only then', async ({ http, settled }) => {
    const signals: AbortSignal[] = []
    const server = await http.server('payments', ({ signal, path }) => {
      signals.push(signal)
      return path === '/answer' ? {} : { fault: 'hang' }
    })
    await fetch(`${server.url}/answer`)
    const leaving = new AbortController()
    const call = fetch(`${server.url}/hang`, { signal: leaving.signal }).catch(({ name }) => name)
    await settled()
    expect(signals.map(({ aborted }) => aborted)).toEqual([false, false])
    leaving.abort()
    await settled()
    expect([await call, ...signals.map(({ aborted }) => aborted)]).toEqual(['AbortError', false, true])
  })

  test('tells a dropped connection from a reset one', async ({ http }) => {
    const server = await http.server('payments', ({ nth }) => ({ fault: nth === 1 ? 'drop' : 'reset' }))
    const causes: string[] = []
    for (let call = 0; call < 2; call += 1) {
      const request = send(server.url).end()
      const [error] = await once(request, 'error')
      causes.push((error as Error).message)
    }
    expect(causes).toEqual(['socket hang up', 'read ECONNRESET'])
  })

  test('does what its script does before the reply is lost', async ({ http }) => {
    const charges: unknown[] = []
    const bank = await http.server('bank', async ({ json }) => {
      charges.push(json)
      return { fault: 'drop' }
    })
    await expect(fetch(bank.url, { method: 'POST', body: '{"amount":50}' })).rejects.toThrow('fetch failed')
    expect(charges).toEqual([{ amount: 50 }])
  })

  test('counts what is in flight at the same time, and connections', async ({ http, settled }) => {
    const opened = Promise.withResolvers<void>()
    const server = await http.server('payments', async ({ until }) => {
      await until(opened.promise)
      return {}
    })
    const agent = new Agent({ keepAlive: true, maxSockets: 2 })
    const calls = Array.from({ length: 5 }, () => once(send(server.url, { agent }).end(), 'response'))
    await settled()
    expect([server.inFlight, server.connectionsOpened, server.connectionsOpen]).toEqual([2, 2, 2])
    opened.resolve()
    await Promise.all(calls.map(async (call) => (await call)[0].resume()))
    expect([server.inFlight, server.mostInFlight, server.connectionsOpened]).toEqual([0, 2, 2])
    expect(
      server
        .requests()
        .map(({ connection }) => connection)
        .toSorted(),
    ).toEqual([1, 1, 1, 2, 2])
  })

  test('sees who gave up, and goes on with its script', async ({ http, clock, settled }) => {
    const done: number[] = []
    const server = await http.server('payments', async ({ nth, sleep }) => {
      await sleep(1_000)
      done.push(nth)
      return {}
    })
    const giveUp = new AbortController()
    const call = fetch(server.url, { signal: giveUp.signal })
    await settled()
    giveUp.abort()
    await expect(call).rejects.toThrow()
    await settled()
    expect(server.requests()[0]).toMatchObject({ outcome: 'aborted', status: undefined })
    await clock.advance(1_000)
    expect(done).toEqual([1])
  })

  test('refuses while it is stopped, and comes back at the same address', async ({ http, settled }) => {
    const server = await http.server('payments', ({ path }) => (path === '/hang' ? { fault: 'hang' } : {}))
    const { url } = server
    const hung = fetch(`${url}/hang`).catch((error: Error) => error.message)
    await settled()
    await server.stop()
    expect([await hung, server.requests()[0]?.outcome]).toEqual(['fetch failed', 'dropped'])
    await expect(fetch(url)).rejects.toMatchObject({ cause: { code: 'ECONNREFUSED' } })
    await server.start()
    expect([server.url, (await fetch(url)).status]).toEqual([url, 200])
  })

  test('knows of a client whose connection it has not accepted yet', async ({ http }) => {
    const server = await http.server('payments', () => ({}))
    const port = Number(new URL(server.url).port)
    await server.stop()
    // In its place: what this one accepts the scripted server never will.
    const other = createServer((socket) => socket.resume()).listen(port, '127.0.0.1')
    await once(other, 'listening')
    const client = new Socket().connect(port, '127.0.0.1')
    await once(client, 'connect')
    expect(server.findReasonToWait()).toBe('a connection to payments is being opened or closed')
    client.destroy()
    expect(server.findReasonToWait()).toBeUndefined()
    await new Promise((resolve) => other.close(resolve))
  })

  test('serves a client that it can not see', async ({ http, settled }) => {
    const server = await http.server('payments', () => ({ text: 'here' }))
    const text = await asKit(async () => (await fetch(server.url)).text())
    await settled()
    expect(text).toBe('here')
  })

  // What a kata's test is for: an implementation that is broken in a way which only the server sees.
  test('shows that a client charged twice for one order', async ({ http }) => {
    const chargeWithRetry = async (url: string): Promise<number> => {
      for (;;) {
        const answer = await fetch(url, { method: 'POST', body: '{"order":7}' }).catch(() => undefined)
        if (answer) return answer.status
      }
    }
    const charged: unknown[] = []
    const payments = await http.server('payments', ({ nth, json }) => {
      charged.push(json)
      return nth === 1 ? { fault: 'drop' } : { status: 201 }
    })
    expect(await chargeWithRetry(payments.url)).toBe(201)
    expect(charged).toHaveLength(2)
    expect(payments.requests().map(({ outcome }) => outcome)).toEqual(['dropped', 'answered'])
  })
})

describe('after the test', () => {
  const left: Promise<unknown>[] = []

  test('whatever was left open is no failure', async ({ http, settled }) => {
    const server = await http.server('payments', ({ path }) => (path === '/hang' ? { fault: 'hang' } : {}))
    for (const [, ask] of clients) {
      await ask(server.url)
      left.push(ask(`${server.url}/hang`))
    }
    await settled()
    expect(server.inFlight).toBe(2)
  })

  test('a call that waited goes on waiting, so that nobody gets an error', async () => {
    const soon = new Promise((resolve) => setTimeout(resolve, 20, 'waits'))
    for (const call of left) expect(await Promise.race([call, soon])).toBe('waits')
  })
})
