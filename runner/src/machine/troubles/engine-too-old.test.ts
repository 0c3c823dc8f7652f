import { expect, test } from 'vitest'
import { someFacts } from '../../../test/support/some-facts.ts'
import { engineTooOld } from './engine-too-old.ts'

const attempts = [{ way: '/var/run/docker.sock', kind: 'too-old', reason: 'speaks API 1.40' }] as const

test.each([
  ['linux', 'sudo apt-get install --only-upgrade docker.io docker-ce'],
  ['darwin', 'update Docker Desktop: https://docs.docker.com/desktop/release-notes/'],
] as const)('an engine of an older API is to be updated, on %s', (platform, mend) => {
  expect(engineTooOld.find(someFacts({ attempts, platform }))).toMatchObject([
    { found: '/var/run/docker.sock: speaks API 1.40', mend },
  ])
})
