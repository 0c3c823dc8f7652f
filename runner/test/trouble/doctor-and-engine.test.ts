import { execFileSync } from 'node:child_process'
import { describe, expect, test, vi } from 'vitest'
import type { MachineCheck } from '../../src/machine/machine-check.ts'
import { ownLabel } from '../../src/services/docker/container-labels.ts'
import { SpawnedProgram } from '../support/spawned-program.ts'
import { useOwnEngine, whyNoOwnEngine } from './own-engine.ts'

const reason = await whyNoOwnEngine()

// What a recorded answer can't prove: that an engine in this state is what the doctor takes it for.
describe.skipIf(reason)(
  `kata doctor beside an engine${reason ? ` (skipped: ${reason})` : ''}`,
  { timeout: 120_000 },
  () => {
    const engine = useOwnEngine({ diskBytes: 400e6 })
    const docker = (...words: readonly string[]) =>
      execFileSync('docker', ['-H', engine.address, ...words], { encoding: 'utf8', stdio: 'pipe' }).trim()
    const startProgram = () =>
      new SpawnedProgram('runs-course', {
        KATA_PROVIDER: 'docker',
        DOCKER_HOST: engine.address,
        KATA_REDIS_IMAGE: engine.redisImage,
      })

    async function find(trouble: string, program = startProgram()): Promise<MachineCheck | undefined> {
      const { checks } = JSON.parse((await program.run('doctor', '--json')).stdout) as { checks: MachineCheck[] }
      return checks.find((check) => check.trouble === trouble)
    }

    test('says that its disk is short, and of the katas on containers', async () => {
      expect(await find('engine-disk-full')).toMatchObject({
        state: 'missing',
        found: expect.stringMatching(/^\d+ MB free for the engine in \/.*\/data$/),
        katas: ['tally'],
      })
    })

    test('finds a container of its own that is paused, and lets it go on', async () => {
      const program = startProgram()
      vi.stubEnv('KATA_HOME', program.environment['KATA_HOME'])
      const labels = ['--label', ownLabel(), '--label', 'loadbearing.service=redis']
      vi.unstubAllEnvs()
      const id = docker('run', '-d', '--network', 'none', ...labels, engine.redisImage, 'sleep', '300')
      docker('pause', id)
      expect(await find('container-paused', program)).toMatchObject({
        name: 'redis',
        mend: `docker unpause ${id.slice(0, 12)}`,
      })
      await program.run('doctor', '--fix', '--yes')
      expect(docker('inspect', '--format', '{{.State.Paused}}', id)).toBe('false')
      docker('rm', '--force', id)
    })

    test('that was frozen says so, and the command that it gives wakes it', async () => {
      engine.freeze()
      const check = await find('engine-paused')
      expect(check).toMatchObject({ state: 'missing', mend: expect.stringMatching(/^kill -CONT \d+$/) })
      execFileSync('sh', ['-c', check?.mend ?? 'false'])
      expect(await find('engine-paused')).toBeUndefined()
    })
  },
)
