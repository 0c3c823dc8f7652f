import { expect, test } from 'vitest'
import { servedBy, someEngine, someFacts } from '../../../test/support/some-facts.ts'
import { clockSkewed } from './clock-skewed.ts'

const services = [servedBy('docker', 'redis'), servedBy('local', 'nginx')]

test.each([
  [-90_000, '90 s behind'],
  [90_000, '90 s ahead'],
])('a clock of the engine that is off by %i ms is told, with the katas that run on it', (clockAheadMs, words) => {
  expect(clockSkewed.find(someFacts({ engine: someEngine({ clockAheadMs }), services }))).toMatchObject([
    {
      found: `that of the engine is ${words}`,
      means: expect.stringContaining('1 kata runs on it: cache-stampede.'),
      mend: 'sudo systemctl restart docker',
    },
  ])
})

test('what an answer takes is no skew', () => {
  expect(clockSkewed.find(someFacts({ engine: someEngine({ clockAheadMs: -1500 }), services }))).toEqual([])
})
