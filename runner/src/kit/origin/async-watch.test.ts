import { pbkdf2Sync, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { stat } from 'node:fs/promises'
import { Agent, createServer as createHttpServer, get } from 'node:http'
import { type AddressInfo, createServer, Socket } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { turns } from '../clock.ts'
import {
  asAwaited,
  asKit,
  findClientEnd,
  findClientPorts,
  findConnectionsTo,
  hasOutsideWork,
  runAsActor,
  watchAsyncWork,
} from './async-watch.ts'
import { renderOrigin } from './origin.ts'

let watch: Disposable
beforeAll(() => {
  watch = watchAsyncWork()
})
afterAll(() => watch[Symbol.dispose]())

describe('hasOutsideWork', () => {
  test('knows of a short timer, until it has fired or is cleared', async () => {
    const fired = Promise.withResolvers<void>()
    const timer = runAsActor('A', () => [setTimeout(fired.resolve, 5), setTimeout(() => {}, 1_000)])
    expect([hasOutsideWork('A'), hasOutsideWork('B')]).toEqual([true, false])
    await fired.promise
    expect(hasOutsideWork('A')).toBe(true)
    clearTimeout(timer[1])
    await turns(3)
    expect(hasOutsideWork('A')).toBe(false)
  })

  test('does not wait for long timers, for intervals, or for what the kit does itself', () => {
    const timers = runAsActor('C', () => [
      setTimeout(() => {}, 60_000),
      setInterval(() => {}, 5),
      asKit(() => setTimeout(() => {}, 5)),
    ])
    expect(hasOutsideWork('C')).toBe(false)
    for (const timer of timers) clearTimeout(timer)
  })

  test('follows work through await', async () => {
    const late = runAsActor('D', async () => {
      await Promise.resolve()
      await new Promise((resolve) => setTimeout(resolve, 5))
    })
    await Promise.resolve()
    await Promise.resolve()
    expect(hasOutsideWork('D')).toBe(true)
    await late
    await turns(3)
    expect(hasOutsideWork('D')).toBe(false)
  })

  test('knows of work that says so itself', async () => {
    const done = Promise.withResolvers<void>()
    const work = runAsActor('G', () => asAwaited(() => done.promise))
    expect([hasOutsideWork('G'), hasOutsideWork('H')]).toEqual([true, false])
    done.resolve()
    await work
    expect(hasOutsideWork('G')).toBe(false)
  })

  test('knows of files and of cryptography, but not of what is done at once', async () => {
    runAsActor('E', () => pbkdf2Sync('a', 'b', 1, 8, 'sha1'))
    expect(hasOutsideWork('E')).toBe(false)
    const file = runAsActor('E', () => stat('/'))
    expect(hasOutsideWork('E')).toBe(true)
    await file
    const bytes = Promise.withResolvers<unknown>()
    runAsActor('F', () => randomBytes(8, bytes.resolve))
    expect(hasOutsideWork('F')).toBe(true)
    await bytes.promise
    await turns(3)
    expect([hasOutsideWork('E'), hasOutsideWork('F')]).toEqual([false, false])
  })
})

describe('hasOutsideWork, with HTTP', () => {
  test('does not wait for the timers that clients and servers keep for themselves', async () => {
    const server = runAsActor('S', () => createHttpServer({ keepAliveTimeout: 1_500 }))
    server.on('request', ({ url }, response) => void (url !== '/hang' && response.end('here')))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    const url = `http://127.0.0.1:${port}`
    const agent = new Agent({ keepAlive: true })
    const hung = await runAsActor('G', async () => {
      await (await fetch(url)).text()
      await new Promise((resolve) => get(url, { agent }, (response) => response.resume().on('end', resolve)))
      const giveUp = new AbortController()
      return { giveUp, call: fetch(`${url}/hang`, { signal: giveUp.signal }) }
    })
    await once(server, 'request')
    const working = () => [hasOutsideWork('G'), hasOutsideWork('S'), hasOutsideWork()]
    // What is on its way between the two takes as many turns as the machine needs, and far less time than any timer.
    for (let turn = 0; turn < 200 && working().includes(true); turn += 1) await turns(1)
    // Half a second, for the fetch that hangs; a second and a half, until the server closes idle connections; less than
    // a second, until the `Date` header changes; half a second, until the client lets go of its idle connection.
    expect(working()).toEqual([false, false, false])
    hung.giveUp.abort()
    await expect(hung.call).rejects.toThrow()
    agent.destroy()
    server.close()
  })

  test('knows of time limits that a program sets', async () => {
    const limits = runAsActor('L', () => [AbortSignal.timeout(40)])
    expect(hasOutsideWork('L')).toBe(true)
    await once(limits[0] as AbortSignal, 'abort')
    await turns(3)
    expect(hasOutsideWork('L')).toBe(false)
    const request = runAsActor('M', () => get('http://127.0.0.1:9', { timeout: 1_000 }))
    expect(hasOutsideWork('M')).toBe(true)
    request.on('error', () => {}).destroy()
  })
})

describe('findClientEnd', () => {
  test('finds the line that connected, at once or on the next tick, and counts bytes', async () => {
    const accepted: Socket[] = []
    const server = createServer((socket) => void accepted.push(socket))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const address = server.address()
    const port = typeof address === 'object' ? (address?.port ?? 0) : 0

    const now = new Socket().connect(port, '127.0.0.1')
    const later = new Socket()
    process.nextTick(() => later.connect(port, '127.0.0.1'))
    now.write('12345')
    while (accepted.length < 2 || accepted.every((socket) => socket.bytesRead === 0)) {
      for (const socket of accepted) socket.resume()
      await turns(1)
    }
    for (const socket of accepted)
      expect(renderOrigin(findClientEnd(socket)?.findOrigin())).toMatch(/^async-watch\.test\.ts:\d+$/)
    expect(accepted.map((socket) => findClientEnd(socket)?.bytes()?.written).toSorted()).toEqual([0, 5])
    for (const socket of [now, later]) socket.destroy()
    server.close()
  })

  test('finds what is connected to a port, the kit excepted, until it is closed', async () => {
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    const client = new Socket().connect(port, '127.0.0.1')
    const kit = asKit(() => new Socket().connect(port, '127.0.0.1'))
    await Promise.all([once(client, 'connect'), once(kit, 'connect')])
    const origins = findConnectionsTo(port).map(({ findOrigin }) => renderOrigin(findOrigin()))
    expect(origins).toEqual([expect.stringMatching(/^async-watch\.test\.ts:\d+$/)])
    client.destroy()
    kit.destroy()
    await once(client, 'close')
    expect(findConnectionsTo(port)).toEqual([])
    server.close()
  })

  test('is not misled by a connection to another server from the same port', async () => {
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    const client = new Socket().connect(port, '127.0.0.1')
    await once(client, 'connect')
    expect(findClientEnd({ remotePort: client.localPort, localPort: port })).toBeDefined()
    expect(findClientEnd({ remotePort: client.localPort, localPort: port + 1 })).toBeUndefined()
    client.destroy()
    server.close()
  })

  test('tells whether it is open and reads what comes', async () => {
    const accepted = Promise.withResolvers<Socket>()
    const server = createServer((socket) => accepted.resolve(socket.resume()))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    const client = new Socket().connect(port, '127.0.0.1')
    await once(client, 'connect')
    const end = findClientEnd(await accepted.promise)
    expect([end?.isOpen(), end?.isReading(), findClientPorts(port)]).toEqual([true, true, [client.localPort]])
    client.pause()
    // A paused socket goes on reading until its buffer is full.
    const there = (await accepted.promise).on('error', () => {})
    there.write('x'.repeat(500_000))
    while (end?.isReading()) await turns(1)
    expect([end?.isOpen(), findClientPorts(port)]).toEqual([true, []])
    client.destroy()
    expect([end?.isOpen(), end?.isReading()]).toEqual([false, false])
    server.close()
  })
})
