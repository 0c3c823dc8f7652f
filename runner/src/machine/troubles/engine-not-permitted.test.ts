import { expect, test } from 'vitest'
import { servedByNone, someFacts } from '../../../test/support/some-facts.ts'
import { engineNotPermitted } from './engine-not-permitted.ts'

const attempts = [
  { way: 'DOCKER_HOST', kind: 'absent', reason: 'not set' },
  { way: '/var/run/docker.sock', kind: 'no-permission', reason: 'permission denied' },
  { way: '/run/user/1000/docker.sock', kind: 'absent', reason: 'does not exist' },
] as const

test('a socket that this user may not open is named, with the group that may', () => {
  expect(engineNotPermitted.find(someFacts({ attempts, services: [servedByNone('redis')] }))).toEqual([
    {
      state: 'missing',
      found: '/var/run/docker.sock: permission denied',
      means: 'redis would come from it. 1 kata needs this: cache-stampede.',
      katas: ['cache-stampede'],
      mend: 'sudo usermod -aG docker "$USER" && newgrp docker',
    },
  ])
})

test('who is in the group already has only to take it up', () => {
  const commands = { ...someFacts().commands, isInDockerGroup: true }
  expect(engineNotPermitted.find(someFacts({ attempts, commands }))).toMatchObject([{ mend: 'newgrp docker' }])
})
