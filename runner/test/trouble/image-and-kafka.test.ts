import { describe, expect, test } from 'vitest'
import { ensureServices } from '../../src/services/ensure-services.ts'
import { makeFakeJava } from '../services/fake-java.ts'
import { useTemporaryHome, whyNot } from '../services/temporary-home.ts'
import { judgeFixture } from './judge-fixture.ts'

const reason = await whyNot('docker', ['redis'])

describe.skipIf(reason)(`images that do not do${reason ? ` (skipped: ${reason})` : ''}`, () => {
  useTemporaryHome({ KATA_PROVIDER: 'docker' })

  test('an image that is not here and can not be downloaded leaves the run undecided, with the cause', async () => {
    // A registry on this machine at which nobody listens: as good as no network.
    process.env['KATA_REDIS_IMAGE'] = '127.0.0.1:1/redis:7'
    const verdict = await judgeFixture('restart').finally(() => delete process.env['KATA_REDIS_IMAGE'])
    expect(verdict).toMatchObject({
      state: 'undecided',
      message: expect.stringMatching(/127\.0\.0\.1:1\/redis:7 could not be pulled: .*connection refused/),
      hint: 'Check the network and the name in KATA_REDIS_IMAGE, or unset it.',
    })
  })

  test('where nothing may be downloaded, the error names the command that does it', async () => {
    process.env['KATA_REDIS_IMAGE'] = '127.0.0.1:1/redis:7'
    const started = ensureServices({ redis: 1 }, { pull: false }).finally(() => delete process.env['KATA_REDIS_IMAGE'])
    await expect(started).rejects.toMatchObject({
      message: expect.stringMatching(/is not on this machine, and nothing is downloaded unasked/),
      hint: expect.stringMatching(/kata prefetch/),
    })
  })

  test('a Kafka that is not ready in time leaves the run undecided, with its last words and how to allow more', async () => {
    using fake = makeFakeJava('echo no hurry; sleep 60')
    Object.assign(process.env, { KATA_KAFKA_IMAGE: fake.image, KATA_START_SECONDS: '3' })
    const verdict = await judgeFixture('deliver').finally(() => {
      delete process.env['KATA_KAFKA_IMAGE']
      delete process.env['KATA_START_SECONDS']
    })
    expect(verdict).toMatchObject({
      state: 'undecided',
      message: expect.stringMatching(/a container of kata-test-java:\d+ was not ready within 3 s\..*no hurry/s),
      hint: 'If the machine is slow, allow more: KATA_START_SECONDS=9.',
    })
  })
})
