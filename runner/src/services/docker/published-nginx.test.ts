import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, test } from 'vitest'
import { useTemporaryHome, whyNot } from '../../../test/services/temporary-home.ts'
import { openContainerNginx } from './container-nginx-process.ts'
import { removeContainer } from './engine-calls.ts'
import { findEngine } from './find-engine.ts'
import { leasePortsOf, startWithPorts } from './nginx-container.ts'

// As with Docker Desktop, except that here `host.docker.internal` leads to the bridge's address and not to loopback.

const reason = process.platform === 'linux' ? await whyNot('docker', ['nginx']) : 'its bridge is not of this machine'
describe.skipIf(reason)('nginx in a container with a network of its own', { timeout: 40_000 }, () => {
  useTemporaryHome()

  test('is reached by published ports and reaches this machine by its address', async () => {
    const { engine } = await findEngine()
    if (!engine) return expect.unreachable()
    const container = await startWithPorts(engine, { settings: {}, count: 1, pull: false, onProgress: () => undefined })
    const app = createServer((_, response) => response.end('the app'))
    try {
      const port = leasePortsOf(container)?.[0] ?? 0
      const nginx = openContainerNginx(engine, container, `${port}-test`, port)
      await nginx.start([])
      const { gateway } = await engine
        .json<{ NetworkSettings: { Gateway: string } }>({
          method: 'GET',
          path: `/containers/${container.containerId}/json`,
        })
        .then(({ NetworkSettings }) => ({ gateway: NetworkSettings.Gateway }))
      expect(nginx.place.appHost).toBe(gateway)
      await new Promise<void>((resolve) => app.listen(0, gateway, resolve))
      const address = `http://${nginx.place.appHost}:${(app.address() as AddressInfo).port}`
      const site = `server { listen ${nginx.place.listen}; location / { proxy_pass ${address}; } }`
      expect(await nginx.start([['site.conf', site]])).toBeUndefined()
      const answer = await fetch(`http://127.0.0.1:${nginx.record.port}`)
      expect(await answer.text()).toBe('the app')
      const log = await nginx.readFile('error.log', 0)
      expect(log).toContain('start worker process')
      expect(await nginx.readFile('error.log', 9)).toBe(log.slice(9))
      expect(await nginx.readFile('error.log', log.length)).toBe('')
      expect(await nginx.readFile('no.log', 0)).toBe('')
      await nginx.remove()
    } finally {
      app.close()
      await removeContainer(engine, container.containerId)
    }
  })
})
