import { expect, test, vi } from 'vitest'
import type { Provider } from './provider.ts'
import * as providers from './providers.ts'
import { startServer } from './start-server.ts'

const options = { settings: {}, count: 1, pull: false, onProgress: () => undefined }

function unable(name: Provider['name'], reason: string): Provider {
  const service = {
    examine: async () => ({ can: false, reason }) as const,
    start: () => Promise.reject(new TypeError('it was started without being able')),
    adopt: async () => undefined,
  }
  return { name, services: { redis: service }, removeLeftovers: async () => undefined }
}

test('an error names every way that was tried and why each failed', async () => {
  const both = [unable('docker', 'no engine answers'), unable('local', 'there is no redis-server')]
  using _ = vi.spyOn(providers, 'providersFor').mockReturnValue(both)
  await expect(startServer('redis', options)).rejects.toMatchObject({
    code: 'SERVICE_NOT_AVAILABLE',
    message: expect.stringContaining('- docker: no engine answers\n- local: there is no redis-server'),
  })
})

test('where there is only one way, the error is its own', async () => {
  const settings = { dockerHost: 'unix:///nowhere.sock', provider: 'docker' } as const
  await expect(startServer('redis', { ...options, settings })).rejects.toMatchObject({
    code: 'CONTAINER_ENGINE_NOT_FOUND',
    message: expect.stringContaining('unix:///nowhere.sock (does not exist)'),
  })
})

test('a server that the user named is not replaced by another', async () => {
  const settings = { external: { redis: 'redis://127.0.0.1:1' } }
  await expect(startServer('redis', { ...options, settings })).rejects.toMatchObject({
    code: 'EXTERNAL_SERVER_NOT_USABLE',
    message: 'No Redis answers at 127.0.0.1:1, which KATA_REDIS_URL names: nothing listens there.',
  })
})
