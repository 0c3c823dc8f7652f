import { createServer } from 'node:net'
import { afterEach, expect, onTestFinished, test, vi } from 'vitest'
import { startRecordedEngine } from '../../../test/support/recorded-engine.ts'
import { findEngine } from '../../services/docker/find-engine.ts'
import { readPorts } from './read-ports.ts'

afterEach(() => vi.unstubAllEnvs())

/** A port of this process, which docker-compose.yml would give to its Redis. */
async function takeRedisPort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  vi.stubEnv('KATA_REDIS_PORT', `${port}`)
  vi.stubEnv('KATA_REDIS_URL', '')
  return port
}

/** Who holds that port, as an engine with this container tells. */
async function findRedisPort(port: number, labels: Readonly<Record<string, string>> = {}) {
  const containers = [{ Names: ['/my-cache'], Labels: labels, Ports: [{ PrivatePort: 6379 }, { PublicPort: port }] }]
  const { engine } = await findEngine((await startRecordedEngine({ containers })).address)
  return (await readPorts(engine)).taken.find(({ service }) => service === 'redis')
}

test('a port that a container holds is that of the container', async () => {
  const port = await takeRedisPort()
  const taken = { port, service: 'redis', variable: 'KATA_REDIS_PORT', holder: 'the container my-cache' }
  expect(await findRedisPort(port)).toEqual(taken)
})

test('what docker-compose.yml itself started holds its port by right', async () => {
  const port = await takeRedisPort()
  expect(await findRedisPort(port, { 'com.docker.compose.service': 'redis' })).toBeUndefined()
})

test('so does what the user named to the runner', async () => {
  const port = await takeRedisPort()
  vi.stubEnv('KATA_REDIS_URL', `redis://127.0.0.1:${port}`)
  expect(await findRedisPort(port)).toBeUndefined()
})

test('ports on which servers are started are tried', async () => {
  const { tried, free } = await readPorts(undefined)
  expect(tried).toBe(20)
  expect(free).toBeGreaterThan(0)
})
