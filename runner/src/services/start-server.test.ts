import { expect, test } from 'vitest'
import { startServer } from './start-server.ts'

test('an error names every way that was tried and why each failed', async () => {
  const settings = { dockerHost: 'unix:///nowhere.sock', images: { redis: 'redis:none' } }
  const path = process.env['PATH']
  process.env['PATH'] = ''
  const start = startServer('redis', {
    settings: { ...settings, provider: 'docker' },
    count: 1,
    pull: false,
    onProgress: () => undefined,
  })
  await expect(start).rejects.toMatchObject({
    code: 'SERVICE_NOT_AVAILABLE',
    message: expect.stringMatching(/docker: no container engine answers: .*nowhere\.sock \(does not exist\)/),
  })
  process.env['PATH'] = path
})
