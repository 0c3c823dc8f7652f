import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, vi } from 'vitest'
import { test } from '../../test.ts'

vi.setConfig({ testTimeout: 30_000 })

test('a client that is cut off while an HTTP server works does not stop the server', async ({ wire, settled }) => {
  const [started, goOn] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const seen: string[] = []
  const server = createServer(async (request, response) => {
    response.on('close', () => seen.push(response.writableFinished ? 'answered' : 'broken off'))
    started.resolve()
    await goOn.promise
    response.end(`served ${request.url}`)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const link = await wire.http(`http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`)
  link.cutDuring('POST /v1/charges')
  await expect(fetch(`${link.url}/charges`, { method: 'POST' })).rejects.toThrow('fetch failed')
  await started.promise
  expect(seen).toEqual([])
  goOn.resolve()
  await settled()
  expect(seen).toEqual(['answered'])
  expect(link.messages()[0]?.unit).toMatchObject({ response: { body: 'served /v1/charges' } })
  server.closeAllConnections()
  server.close()
})

test('a server that the test makes wait, or hang, is settled behind a link', async ({ wire, http, clock, settled }) => {
  const server = await http.server('payments', async ({ nth, sleep }) => {
    if (nth === 2) return { fault: 'hang' }
    await sleep(30_000)
    return { text: 'charged' }
  })
  const link = await wire.http(server.url)
  const answers: string[] = []
  const first = fetch(link.url).then(async (response) => answers.push(await response.text()))
  await settled()
  void fetch(link.url).then(() => answers.push('never'))
  await settled()
  expect([server.inFlight, answers]).toEqual([2, []])
  await clock.advance(30_000)
  await first
  await settled()
  expect(answers).toEqual(['charged'])
})
