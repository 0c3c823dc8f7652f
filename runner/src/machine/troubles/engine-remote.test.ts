import { expect, test } from 'vitest'
import { someFacts } from '../../../test/support/some-facts.ts'
import { engineRemote } from './engine-remote.ts'

test.each([
  ['DOCKER_HOST=ssh://build', 'unset DOCKER_HOST'],
  ['docker context build', 'docker context use default'],
])('%s is left by `%s`', (way, mend) => {
  const attempts = [{ way, kind: 'remote', reason: 'is an engine on another machine' }] as const
  expect(engineRemote.find(someFacts({ attempts }))).toMatchObject([
    { found: `${way} is an engine on another machine`, mend },
  ])
})
