import { expect, test } from 'vitest'
import { someEngine, someFacts } from '../../../test/support/some-facts.ts'
import { containerPaused } from './container-paused.ts'

test('a paused container is named with the service that it holds, and can be let go on', () => {
  const paused = { id: '0123456789abcdef', name: 'loadbearing-redis-1', service: 'redis' }
  expect(containerPaused.find(someFacts({ engine: someEngine({ pausedContainers: [paused] }) }))).toEqual([
    {
      name: 'redis',
      state: 'note',
      found: 'its container loadbearing-redis-1 is paused',
      means: 'The next run waits for it in vain, then starts another. 1 kata needs this: cache-stampede.',
      mend: 'docker unpause 0123456789ab',
      fix: { kind: 'unpause-container', id: paused.id, name: paused.name },
    },
  ])
})
