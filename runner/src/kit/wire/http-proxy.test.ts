import { once } from 'node:events'
import { Agent, createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { text } from 'node:stream/consumers'
import { test as base, describe, expect, vi } from 'vitest'
import { startHttpProxy } from './http-proxy.ts'
import type { Traffic, WireConnection } from './traffic.ts'
import type { HttpUnit, WireUnit } from './unit.ts'

type Handler = (request: IncomingMessage, response: ServerResponse) => unknown

/** Keeps what it is told, and lets a test hold requests at the door. */
class Witness implements Traffic {
  readonly events: string[] = []
  readonly units: HttpUnit[] = []
  readonly connections: WireConnection[] = []
  door: Promise<void> | undefined

  opened(connection: WireConnection): void {
    this.connections.push(connection)
  }
  ready(): void {}
  arrived(_connection: WireConnection, unit: WireUnit): Promise<void> | undefined {
    if (unit.service === 'http') this.units.push(unit)
    this.events.push(`arrived ${lineOf(unit)}`)
    return this.door
  }
  spoke(): void {}
  answered(_connection: WireConnection, unit: WireUnit): void {
    this.events.push(`answered ${lineOf(unit)}`)
  }
  closed(): void {
    this.events.push('closed')
  }
}

function lineOf(unit: WireUnit): string {
  return unit.service === 'http' ? unit.request.startLine : ''
}

const test = base.extend<{ witness: Witness; server: { handle: Handler; readonly url: string }; url: string }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads the pattern to know what a fixture needs
  witness: async ({}, use) => use(new Witness()),
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads the pattern to know what a fixture needs
  server: async ({}, use) => {
    const served = { handle: ((_, response) => response.end('hello')) as Handler, url: '' }
    const server: Server = createServer((asked, response) => served.handle(asked, response)).listen(0, '127.0.0.1')
    await once(server, 'listening')
    served.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    await use(served)
    server.closeAllConnections()
    server.close()
  },
  url: async ({ witness, server }, use) => {
    await using proxy = await startHttpProxy({ url: server.url, traffic: witness })
    await use(proxy.url)
    for (const connection of proxy.connections) connection.abandon()
  },
})

const post = (url: string, body: string) => fetch(url, { method: 'POST', body })

describe('an HTTP proxy', () => {
  test('shows each request with its response', async ({ witness, server, url }) => {
    server.handle = async (asked, response) => {
      response.writeHead(201, { 'content-type': 'text/plain' }).end(`got ${await text(asked)}`)
    }
    const response = await post(`${url}/charges?a=1`, 'money')
    expect([response.status, await response.text()]).toEqual([201, 'got money'])
    expect(witness.events).toEqual(['arrived POST /charges?a=1 HTTP/1.1', 'answered POST /charges?a=1 HTTP/1.1'])
    expect(witness.units[0]).toMatchObject({
      request: { body: 'money', headers: { 'content-length': '5' } },
      response: { startLine: 'HTTP/1.1 201 Created', body: 'got money', headers: { 'content-type': 'text/plain' } },
    })
  })

  test('carries several requests on one connection', async ({ witness, url }) => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 })
    for (const path of ['a', 'b', 'c']) {
      const [response] = (await once(request(`${url}/${path}`, { agent }).end(), 'response')) as [IncomingMessage]
      expect(await text(response)).toBe('hello')
    }
    expect(witness.connections).toHaveLength(1)
    expect(witness.events).toHaveLength(6)
    agent.destroy()
  })

  test('answers pipelined requests one after another', async ({ witness, url }) => {
    const socket = connect(Number(new URL(url).port), '127.0.0.1')
    let heard = ''
    socket.on('data', (chunk) => (heard += chunk))
    socket.write('GET /a HTTP/1.1\r\nhost: x\r\n\r\nGET /b HTTP/1.1\r\nhost: x\r\n\r\n')
    await vi.waitFor(() => expect(heard.match(/hello/g)).toHaveLength(2))
    socket.destroy()
    expect(witness.events.slice(0, 4).map((event) => event.slice(0, -9))).toEqual([
      'arrived GET /a',
      'answered GET /a',
      'arrived GET /b',
      'answered GET /b',
    ])
  })

  test('holds a request at the door until it is let in', async ({ witness, server, url }) => {
    const { promise, resolve: letIn } = Promise.withResolvers<void>()
    witness.door = promise
    let served = 0
    server.handle = (_, response) => response.end(String(++served))
    const answer = fetch(url)
    await vi.waitFor(() => expect(witness.events).toHaveLength(1))
    // Meanwhile the server answers somebody else: it would have been quick enough.
    expect(await (await fetch(server.url)).text()).toBe('1')
    letIn()
    expect(await (await answer).text()).toBe('2')
  })

  test('hands on a response piece by piece, as the server says it', async ({ witness, server, url }) => {
    const goOn = Promise.withResolvers<void>()
    server.handle = async (_, response) => {
      response.write('one,')
      await goOn.promise
      response.end('two')
    }
    const body = (await fetch(url)).body?.getReader()
    expect(Buffer.from((await body?.read())?.value ?? []).toString()).toBe('one,')
    expect(witness.events).toHaveLength(1)
    goOn.resolve()
    expect(Buffer.from((await body?.read())?.value ?? []).toString()).toBe('two')
    expect((await body?.read())?.done).toBe(true)
    expect(witness.units[0]?.response?.body).toBe('one,two')
  })

  test('carries bodies larger than one packet, in chunks and with a length', async ({ server, url }) => {
    server.handle = async (asked, response) => response.end(await text(asked))
    const large = 'é'.repeat(500_000)
    expect(await (await post(url, large)).text()).toBe(large)
    const chunked = new Blob([large]).stream()
    const response = await fetch(url, { method: 'POST', body: chunked, duplex: 'half' } as RequestInit)
    expect(await response.text()).toBe(large)
  })

  test('lets a client go on that asks before it sends its body', async ({ witness, server, url }) => {
    server.handle = async (asked, response) => response.end(`got ${await text(asked)}`)
    const asking = request(url, { method: 'POST', headers: { expect: '100-continue', 'content-length': 4 } })
    asking.flushHeaders()
    await once(asking, 'continue')
    asking.end('body')
    const [response] = (await once(asking, 'response')) as [IncomingMessage]
    expect(await text(response)).toBe('got body')
    expect(witness.units[0]?.request.body).toBe('body')
  })

  test('follows HEAD, 204 and a body that ends with its connection', async ({ witness, server, url }) => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 })
    server.handle = (asked, response) => {
      if (asked.url === '/none') response.writeHead(204).end()
      else if (asked.url === '/raw') response.socket?.end('HTTP/1.1 200 OK\r\n\r\nuntil the end')
      else response.end('hello')
    }
    const ask = async (method: string, path: string): Promise<string> => {
      const asking = request(`${url}${path}`, { method, agent }).end()
      const [response] = (await once(asking, 'response')) as [IncomingMessage]
      return `${response.statusCode} ${await text(response)}`
    }
    expect(await ask('HEAD', '/')).toBe('200 ')
    expect(await ask('GET', '/none')).toBe('204 ')
    expect(await ask('GET', '/raw')).toBe('200 until the end')
    expect(witness.units.map(({ response }) => response?.body)).toEqual(['', '', 'until the end'])
    agent.destroy()
  })

  test('tells the server when a client goes away in the middle', async ({ server, url }) => {
    const [reached, gone] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    server.handle = (asked) => {
      asked.socket.once('close', () => gone.resolve())
      reached.resolve()
    }
    const abort = new AbortController()
    const answer = expect(fetch(url, { signal: abort.signal })).rejects.toThrow('aborted')
    await reached.promise
    abort.abort()
    await answer
    await gone.promise
  })

  test('fails a request whose server refuses the connection', async ({ witness }) => {
    await using proxy = await startHttpProxy({ url: 'http://127.0.0.1:1', traffic: witness })
    await expect(fetch(proxy.url)).rejects.toThrow('fetch failed')
  })

  test('becomes a tunnel when the protocol is changed', async ({ url, server }) => {
    const upgrading = createServer()
    upgrading.on('upgrade', (_, socket: Socket) => {
      socket.write('HTTP/1.1 101 Switching Protocols\r\nupgrade: echo\r\nconnection: upgrade\r\n\r\n')
      socket.pipe(socket)
    })
    await once(upgrading.listen(0, '127.0.0.1'), 'listening')
    void url
    void server
    await using proxy = await startHttpProxy({
      url: `http://127.0.0.1:${(upgrading.address() as AddressInfo).port}`,
      traffic: new Witness(),
    })
    const asking = request(proxy.url, { headers: { connection: 'upgrade', upgrade: 'echo' } }).end()
    const [, socket] = (await once(asking, 'upgrade')) as [IncomingMessage, Socket]
    socket.write('GET / is no request here')
    const [echoed] = await once(socket, 'data')
    expect(String(echoed)).toBe('GET / is no request here')
    socket.destroy()
    upgrading.close()
  })
})
