import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { findEngine } from './find-engine.ts'

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kata-engine-'))
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('a socket that answers is the engine', async () => {
  const socket = join(folder, 'engine.sock')
  const server = createServer((_, response) => response.end('OK'))
  await new Promise<void>((resolve) => server.listen(socket, resolve))
  expect((await findEngine(`unix://${socket}`)).engine?.address.socketPath).toBe(socket)
  server.close()
  server.closeAllConnections()
})

test.each([
  ['unix:///nowhere/docker.sock', 'does not exist'],
  ['tcp://127.0.0.1:1', 'nothing listens there'],
  ['tcp://192.0.2.1:2375', 'is an engine on another machine, whose servers can not be reached on loopback'],
  ['docker', 'is not an address'],
])('DOCKER_HOST=%s is said to be no engine, and why', async (address, reason) => {
  const search = await findEngine(address)
  expect(search).toEqual({ attempts: [{ way: `DOCKER_HOST=${address}`, reason }] })
})
