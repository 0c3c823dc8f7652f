import { execFileSync } from 'node:child_process'
import { connect } from 'node:net'
import { beforeEach, describe, expect, test } from 'vitest'
import { useTemporaryHome, whyNot } from '../../test/services/temporary-home.ts'
import { ensureServices } from './ensure-services.ts'
import { findKept } from './find-kept.ts'
import { leaseNginx } from './lease-nginx.ts'
import { isRunning } from './local/own-process.ts'
import type { RunningService } from './service.ts'
import { serviceStatus } from './service-status.ts'
import { stopServices } from './stop-services.ts'

const start = () => ensureServices({ nginx: 1 }, { pull: false })

async function killKeeper(): Promise<void> {
  process.kill((await serviceStatus())?.processId ?? expect.unreachable(), 'SIGKILL')
  await expect.poll(serviceStatus).toBeUndefined()
}

async function killServer({ processId, containerId }: RunningService): Promise<void> {
  if (!processId) execFileSync('docker', ['rm', '-f', containerId ?? ''], { stdio: 'ignore' })
  else process.kill(processId, 'SIGKILL')
  if (processId) await expect.poll(() => isRunning(processId)).toBe(false)
}

function isListening(url: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port: Number(new URL(url).port), host: '127.0.0.1' }, () => resolve(true))
    socket.on('connect', () => socket.destroy()).on('error', () => resolve(false))
  })
}

for (const provider of ['local', 'docker'] as const) {
  const reason = await whyNot(provider, ['nginx'])
  describe.skipIf(reason)(`nginx by ${provider}${reason ? ` (skipped: ${reason})` : ''}`, { timeout: 40_000 }, () => {
    useTemporaryHome({ KATA_PROVIDER: provider })
    beforeEach(start, 40_000)

    test('after kill -9 of the keeper the next one takes over the warm one and what was kept, and no more', async () => {
      const [kept, lost] = [await leaseNginx(), await leaseNginx()]
      await kept.keepForInspection('some-kata')
      const before = await serviceStatus()
      await killKeeper()
      await expect(lost.assertAlive()).rejects.toMatchObject({ code: 'SERVICE_LOST' })
      expect(await start()).toEqual(before?.services)
      expect((await findKept('some-kata')).map(({ url }) => url)).toEqual([kept.url])
      expect([await isListening(kept.url), await isListening(lost.url)]).toEqual([true, false])
    })

    test('after the warm one is killed the next command starts another, and nothing of it goes on', async () => {
      const [before] = await start()
      if (!before) return expect.unreachable()
      await killServer(before)
      const [after] = await start()
      expect(after?.startedAt).not.toBe(before.startedAt)
      expect(await isListening(`http://127.0.0.1:${before.port}`)).toBe(before.port === after?.port)
      await using lease = await leaseNginx()
      await lease.assertAlive()
    })

    test('a stop finds what a killed keeper left', async () => {
      const [warm] = await start()
      const lease = await leaseNginx()
      await killKeeper()
      await stopServices()
      expect(await isListening(lease.url)).toBe(false)
      expect(await isListening(`http://127.0.0.1:${warm?.port}`)).toBe(false)
    })
  })
}
