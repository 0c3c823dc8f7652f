import { afterEach, expect, test, vi } from 'vitest'
import { startRecordedEngine } from '../../test/support/recorded-engine.ts'
import { describeMend, runMend } from './mend-machine.ts'

const never = new AbortController().signal

afterEach(() => vi.unstubAllEnvs())

async function useRecordedEngine(script: Parameters<typeof startRecordedEngine>[0] = {}) {
  const engine = await startRecordedEngine(script)
  vi.stubEnv('DOCKER_HOST', engine.address)
  return engine
}

test('what will be done can be asked as a question', () => {
  expect(describeMend({ kind: 'install-package', name: 'nginx' })).toBe(
    'Install nginx by apt-get, without starting its daemon',
  )
})

test('a missing image is downloaded', async () => {
  const engine = await useRecordedEngine()
  await runMend({ kind: 'download-image', image: 'redis:7', service: 'redis' }, () => undefined, never)
  expect(engine.requests).toContainEqual(expect.stringMatching(/^POST \/images\/create\?fromImage=redis/))
})

test('a download that fails is an error', async () => {
  await useRecordedEngine({ pull: (response) => response.end('{"error":"no such host"}\n') })
  const mend = { kind: 'download-image', image: 'redis:7', service: 'redis' } as const
  await expect(runMend(mend, () => undefined, never)).rejects.toMatchObject({ code: 'IMAGE_NOT_PULLED' })
})

test('an image for another processor is pulled again', async () => {
  const engine = await useRecordedEngine({ image: {} })
  await runMend({ kind: 'replace-image', image: 'redis:7' }, () => undefined, never)
  expect(engine.requests).toContain('POST /images/create?fromImage=redis%3A7')
})

test('a paused container goes on', async () => {
  const engine = await useRecordedEngine({ hasPausedContainer: true })
  await runMend({ kind: 'unpause-container', id: 'abc', name: 'redis' }, () => undefined, never)
  expect(engine.requests).toContain('POST /containers/abc/unpause')
})

test('an engine is started by its command, and answers then', async () => {
  await useRecordedEngine()
  const told: string[] = []
  await runMend({ kind: 'start-engine', command: 'true' }, (text) => told.push(text), never)
  expect(told).toEqual(['   true\n'])
})

test('a command that starts no engine is an error with its exit code', async () => {
  await useRecordedEngine()
  await expect(runMend({ kind: 'start-engine', command: 'exit 5' }, () => undefined, never)).rejects.toMatchObject({
    code: 'CONTAINER_ENGINE_NOT_FOUND',
    message: 'exit 5: it ended with 5.',
  })
})
