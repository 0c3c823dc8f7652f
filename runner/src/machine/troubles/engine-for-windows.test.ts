import { expect, test } from 'vitest'
import { servedBy, someEngine, someFacts } from '../../../test/support/some-facts.ts'
import { engineForWindows } from './engine-for-windows.ts'

test('an engine with Windows containers serves no kata', () => {
  const facts = someFacts({ engine: someEngine({ osType: 'windows' }), services: [servedBy('docker', 'kafka')] })
  expect(engineForWindows.find(facts)).toMatchObject([
    {
      state: 'missing',
      found: 'runs windows containers, and the servers are Linux containers',
      katas: ['idempotent-consumer', 'exactly-once-illusion'],
    },
  ])
  expect(engineForWindows.find(someFacts({ engine: someEngine() }))).toEqual([])
})
