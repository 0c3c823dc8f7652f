import { once } from 'node:events'
import { createServer, type Server } from 'node:net'
import { describe, expect, test } from 'vitest'
import { ensureServices } from '../../src/services/ensure-services.ts'
import { serviceStatus } from '../../src/services/service-status.ts'
import { stopServices } from '../../src/services/stop-services.ts'
import { useTemporaryHome } from '../services/temporary-home.ts'
import { judgeFixture } from './judge-fixture.ts'
import { useOwnEngine, whyNoOwnEngine } from './own-engine.ts'

/** Listens on every port that is free among the next `count`, as other programs may. */
async function holdPorts(first: number, count: number): Promise<Disposable> {
  const servers = Array.from({ length: count }, () => createServer().on('error', () => undefined))
  const listen = (server: Server, index: number) => once(server.listen(first + index, '127.0.0.1'), 'listening')
  await Promise.allSettled(servers.map(listen))
  return { [Symbol.dispose]: () => void servers.map((server) => server.close()) }
}

const reason = await whyNoOwnEngine()

describe.skipIf(reason)(
  `an engine of this machine that nobody else uses${reason ? ` (skipped: ${reason})` : ''}`,
  { timeout: 180_000 },
  () => {
    const engine = useOwnEngine()
    useTemporaryHome({ KATA_PROVIDER: 'docker', DOCKER_HOST: engine.address, KATA_REDIS_IMAGE: engine.redisImage })

    test('finds free ports beyond many that others hold', async () => {
      const [before] = await ensureServices({ redis: 1 }, { pull: false })
      using _held = await holdPorts(before?.port ?? 0, 60)
      await stopServices()
      const [after] = await ensureServices({ redis: 1 }, { pull: false })
      expect(after?.port).toBeGreaterThan((before?.port ?? 0) + 50)
    })

    test('in the middle of a run leaves it undecided, and is said to be the cause', async () => {
      await ensureServices({ redis: 1 }, { pull: false })
      const verdict = judgeFixture('counts-on')
      await expect.poll(async () => (await serviceStatus())?.leases, { timeout: 60_000 }).toBe(1)
      await engine.stop()
      expect(await verdict).toMatchObject({
        state: 'undecided',
        message: expect.stringMatching(
          /redis by docker .* does not answer any more: the container engine has stopped; tried/,
        ),
        hint: expect.stringContaining('Start the engine'),
      })
    })

    test('leaves the next run undecided, with every way that was tried to reach one', async () => {
      expect(await judgeFixture('counts-on')).toMatchObject({
        state: 'undecided',
        message: expect.stringMatching(/No container engine answers\. Tried DOCKER_HOST=unix:.*engine\.sock \(/),
        hint: expect.stringMatching(/kata doctor/),
      })
    })
  },
)
