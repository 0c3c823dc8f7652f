import { expect, test } from 'vitest'
import { describeService } from './diagnose-machine.ts'

const docker = { provider: 'docker', can: false, reason: 'no engine answers', mend: 'Start Docker Desktop.' } as const
const local = { provider: 'local', can: false, reason: 'no redis-server on PATH' } as const

test('the provider that wins says where the server comes from', () => {
  const winner = { provider: 'docker', can: true, by: 'the image redis:8', mustPull: true } as const
  expect(describeService({ service: 'redis', providers: [winner], winner })).toEqual({
    name: 'redis',
    isAvailable: true,
    detail: 'the image redis:8, to be downloaded first',
  })
})

test('a service that nobody provides lists every reason and what would mend it', () => {
  expect(describeService({ service: 'redis', providers: [docker, local] })).toEqual({
    name: 'redis',
    isAvailable: false,
    detail: 'docker: no engine answers; local: no redis-server on PATH',
    hint: 'Start Docker Desktop.',
  })
})
