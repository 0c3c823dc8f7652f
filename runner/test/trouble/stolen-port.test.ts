import { createServer } from 'node:net'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { dockerKafka } from '../../src/services/docker/docker-kafka.ts'
import * as ports from '../../src/services/find-free-port.ts'
import { startLocalPostgres } from '../../src/services/local/local-postgres.ts'
import { useTemporaryHome, whyNot } from '../services/temporary-home.ts'
import { judgeFixture } from './judge-fixture.ts'

const reason = await whyNot('local')
const withoutKafka = await whyNot('docker', ['kafka'])

/** A port that another program holds until the test ends. */
async function takenPort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  const address = server.address()
  return typeof address === 'object' && address ? address.port : 0
}

describe.skipIf(reason)('a port that another program takes', () => {
  useTemporaryHome({ KATA_PROVIDER: 'local' })

  test('while a test restarts its Redis leaves the run undecided, and names the port', async () => {
    expect(await judgeFixture('stolen-port')).toMatchObject({
      state: 'undecided',
      message: expect.stringMatching(/redis-server did not start on port \d+\..*Address already in use/s),
      hint: expect.stringMatching(/port/),
    })
  })

  test('before Postgres starts is named in one error', async () => {
    const port = await takenPort()
    using _ = vi.spyOn(ports, 'findFreePort').mockResolvedValue(port)
    await expect(startLocalPostgres({ onProgress: () => undefined })).rejects.toMatchObject({
      code: 'SERVICE_NOT_AVAILABLE',
      message: expect.stringMatching(/could not bind.*Address already in use/s),
    })
  })
})

test.skipIf(withoutKafka)('a port that another program holds is what the engine refuses Kafka for', async () => {
  const port = await takenPort()
  using _ = vi.spyOn(ports, 'findFreePort').mockResolvedValue(port)
  const options = { settings: {}, count: 1, pull: false, onProgress: () => undefined }
  await expect(dockerKafka.start(options)).rejects.toMatchObject({
    code: 'SERVICE_NOT_AVAILABLE',
    message: expect.stringMatching(new RegExp(`${port}.*(address already in use|already allocated)`)),
  })
})
