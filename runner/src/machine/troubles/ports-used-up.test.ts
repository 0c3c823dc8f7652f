import { expect, test } from 'vitest'
import { someFacts } from '../../../test/support/some-facts.ts'
import { portsUsedUp } from './ports-used-up.ts'

test.each([
  [0, 'missing'],
  [3, 'note'],
] as const)('%i free ports of 20 are too few', (free, state) => {
  const finding = portsUsedUp.find(someFacts({ ports: { taken: [], tried: 20, free } }))
  expect(finding).toMatchObject([{ state, found: `of 20 ports between 21000 and 29999, ${free} were free` }])
})

test('a few that are taken are well', () => {
  expect(portsUsedUp.find(someFacts({ ports: { taken: [], tried: 20, free: 15 } }))).toEqual([])
})
