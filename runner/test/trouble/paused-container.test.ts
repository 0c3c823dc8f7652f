import { execFileSync, spawnSync } from 'node:child_process'
import { describe, expect, test } from 'vitest'
import { ensureServices } from '../../src/services/ensure-services.ts'
import { serviceStatus } from '../../src/services/service-status.ts'
import { useTemporaryHome, whyNot } from '../services/temporary-home.ts'
import { judgeFixture } from './judge-fixture.ts'

const reason = await whyNot('docker', ['postgres'])
const needs = { postgres: 1 }

describe.skipIf(reason)(
  `a container that is paused${reason ? ` (skipped: ${reason})` : ''}`,
  { timeout: 180_000 },
  () => {
    useTemporaryHome({ KATA_PROVIDER: 'docker' })

    async function pausePostgres(): Promise<string> {
      const [postgres] = (await serviceStatus())?.services ?? []
      const id = postgres?.containerId ?? ''
      // On a busy machine an engine may fail to freeze all processes at once.
      await expect.poll(() => pause(id), { timeout: 60_000 }).toBe(true)
      return id
    }

    test('in the middle of a run is said to be the cause, whatever the code did meanwhile', async () => {
      await ensureServices(needs, { pull: false })
      const verdict = judgeFixture('endless')
      await expect.poll(async () => (await serviceStatus())?.leases, { timeout: 60_000 }).toBe(1)
      const id = (await pausePostgres()).slice(0, 12)
      expect(await verdict).toMatchObject({
        state: 'undecided',
        message: expect.stringMatching(
          new RegExp(`postgres by docker on 127.0.0.1:\\d+ .*: its container ${id} is paused`),
        ),
        hint: expect.stringContaining(`docker unpause ${id}`),
      })
    })

    test('before a run is replaced, and what is waited for is said', async () => {
      const [paused] = (await serviceStatus())?.services ?? []
      const told: string[] = []
      const onProgress = ({ text }: { text: string }) => told.push(text)
      const [fresh] = await ensureServices(needs, { pull: false, onProgress })
      expect(told[0]).toBe('waiting for the postgres that runs to answer')
      expect(fresh?.containerId).not.toBe(paused?.containerId)
      expect((await judgeFixture('roles')).state).toBe('passed')
      expect(() => execFileSync('docker', ['inspect', paused?.containerId ?? ''], { stdio: 'pipe' })).toThrow(
        /no such/i,
      )
    })
  },
)

function pause(id: string): boolean {
  spawnSync('docker', ['pause', id])
  return execFileSync('docker', ['inspect', '--format', '{{.State.Paused}}', id]).toString().trim() === 'true'
}
