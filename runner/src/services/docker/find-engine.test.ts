import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type RequestListener, type ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, onTestFinished, test } from 'vitest'
import { findEngine } from './find-engine.ts'

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kata-engine-'))
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** An engine that answers a ping like this, at an address for DOCKER_HOST. */
async function listen(answer: RequestListener): Promise<string> {
  const socket = join(folder, 'engine.sock')
  const server = createServer(answer)
  await new Promise<void>((resolve) => server.listen(socket, resolve))
  onTestFinished(() => {
    server.close()
    server.closeAllConnections()
  })
  return `unix://${socket}`
}

test('a socket that answers is the engine', async () => {
  const address = await listen((_, response) => response.setHeader('api-version', '1.41').end('OK'))
  expect((await findEngine(address)).engine?.address.uri).toBe(address)
})

test('an engine that does not tell its version is taken', async () => {
  expect((await findEngine(await listen((_, response) => response.end('OK')))).engine).toBeDefined()
})

test.each([
  [
    'of an older API is too old',
    (_: unknown, response: ServerResponse) => response.setHeader('api-version', '1.40').end('OK'),
    { kind: 'too-old', reason: 'speaks API 1.40, and the servers need API 1.41, which came with Docker 20.10' },
  ],
  ['that hangs is paused', () => undefined, { kind: 'paused', reason: 'does not answer within 2 s' }],
  [
    'that says that it is paused is so',
    (_: unknown, response: ServerResponse) =>
      response.writeHead(503).end('{"message":"Docker Desktop is manually paused."}'),
    { kind: 'paused', reason: 'the engine refused (503): Docker Desktop is manually paused.' },
  ],
] as const)('an engine %s', async (_, answer, refusal) => {
  expect(await findEngine(await listen(answer))).toMatchObject({ attempts: [refusal] })
})

test.each([
  ['unix:///nowhere/docker.sock', 'absent', 'does not exist'],
  ['tcp://127.0.0.1:1', 'absent', 'nothing listens there'],
  ['tcp://192.0.2.1:2375', 'remote', 'is an engine on another machine, whose servers can not be reached on loopback'],
  ['ssh://localhost', 'remote', 'is an engine on another machine, whose servers can not be reached on loopback'],
  ['docker', 'unusable', 'is not an address'],
])('DOCKER_HOST=%s is said to be no engine, and why', async (address, kind, reason) => {
  const search = await findEngine(address)
  expect(search).toEqual({ attempts: [{ way: `DOCKER_HOST=${address}`, kind, reason }] })
})
