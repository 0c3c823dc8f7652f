import type { ServerResponse } from 'node:http'
import { describe, expect, test, vi } from 'vitest'
import { startRecordedEngine } from '../support/recorded-engine.ts'
import { SpawnedProgram } from '../support/spawned-program.ts'
import { standInRegistry } from '../support/stand-in-registry.ts'
import { useOwnEngine, whyNoOwnEngine } from './own-engine.ts'

// The fixture course has one kata with a server: `tally`, with Redis, in its only chapter, `sums`.

const overlay2 = { Driver: 'overlay2', DriverStatus: [['Backing Filesystem', 'extfs']] }

/** Answers a pull with these lines, and does not end it. */
function say(response: ServerResponse, ...lines: readonly object[]): void {
  for (const line of lines) response.write(`${JSON.stringify(line)}\n`)
}

const layers = [
  { id: 'a', status: 'Already exists', progressDetail: {} },
  { id: 'b', status: 'Pulling fs layer', progressDetail: {} },
  { id: 'b', status: 'Downloading', progressDetail: { current: 12e6, total: 40e6 } },
]

describe('kata prefetch', () => {
  test('downloads only what the katas of a chapter need, and once', async () => {
    const engine = await startRecordedEngine()
    const program = new SpawnedProgram('runs-course', { DOCKER_HOST: engine.address })
    const first = await program.run('prefetch', 'sums', '--json')
    expect([first.exitCode, JSON.parse(first.stdout)]).toMatchObject([
      0,
      { isComplete: true, images: [{ service: 'redis', state: 'downloaded', sizeBytes: 41_400_000 }] },
    ])
    expect(first.stderr).toContain('0 of 1 images are here; to download: redis:')
    const again = await program.run('prefetch')
    expect(again.stdout).toMatch(/^redis {2}redis:\S+ {2}41 MB, already here\n$/)
    expect(engine.requests.filter((request) => request.startsWith('POST'))).toHaveLength(1)
  })

  test('stopped by Ctrl-C says how far it came and what this engine keeps, and goes on the next time', async () => {
    const told = Promise.withResolvers<void>()
    let isHeld = true
    const engine = await startRecordedEngine({
      info: overlay2,
      pull: (response) => {
        if (!isHeld) return void response.end('{"status":"Pull complete"}\n')
        say(response, ...layers)
        told.resolve()
      },
    })
    const program = new SpawnedProgram('runs-course', { DOCKER_HOST: engine.address })
    const running = await program.start('prefetch')
    await told.promise
    await vi.waitFor(() => expect(running.stderr).toContain('pulling redis:'), { timeout: 20_000 })
    running.child.kill('SIGINT')
    const { exitCode, stdout } = await running.finished
    expect(exitCode).toBe(130)
    expect(stdout).toMatch(/interrupted( after 12 MB of 40 MB)?$/m)
    expect(stdout).toMatch(/kata prefetch downloads the others\. The one under way\nbegins anew/)
    isHeld = false
    expect((await program.run('prefetch')).stdout).toContain('downloaded')
  })

  test('tells why an image could not be downloaded, after the others', async () => {
    const engine = await startRecordedEngine({
      pull: (response) => response.end('{"error":"toomanyrequests: slow down"}\n'),
    })
    const program = new SpawnedProgram('runs-course', { DOCKER_HOST: engine.address })
    const { exitCode, stdout } = await program.run('prefetch', '--json')
    expect([exitCode, JSON.parse(stdout)]).toMatchObject([
      3,
      { isComplete: false, images: [{ state: 'failed', reason: expect.stringContaining('toomanyrequests') }] },
    ])
  })
})

const reason = await whyNoOwnEngine()

describe.skipIf(reason)(
  `kata prefetch by an engine${reason ? ` (skipped: ${reason})` : ''}`,
  { timeout: 180_000 },
  () => {
    const engine = useOwnEngine()

    test('stopped in the middle of a layer has the image after the next', async () => {
      const registry = await standInRegistry({ layerBytes: [200_000, 600_000] })
      const environment = { DOCKER_HOST: engine.address, KATA_REDIS_IMAGE: registry.image }
      const program = new SpawnedProgram('runs-course', environment)
      registry.hold(1)
      const running = await program.start('prefetch', '--json')
      await registry.held
      running.child.kill('SIGINT')
      const stopped = await running.finished
      expect([stopped.exitCode, JSON.parse(stopped.stdout)]).toMatchObject([
        130,
        { isComplete: false, keepsLayers: false, images: [{ image: registry.image, state: 'interrupted' }] },
      ])
      registry.release()
      const resumed = await program.run('prefetch', '--json')
      expect([resumed.exitCode, JSON.parse(resumed.stdout)]).toMatchObject([
        0,
        { isComplete: true, images: [{ state: 'downloaded', sizeBytes: expect.any(Number) }] },
      ])
      const asked = registry.requests.length
      expect((await program.run('prefetch')).stdout).toContain('already here')
      expect(registry.requests.slice(asked)).toEqual([])
    })
  },
)
