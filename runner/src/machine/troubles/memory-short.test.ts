import { expect, test } from 'vitest'
import { someFacts } from '../../../test/support/some-facts.ts'
import { memoryShort } from './memory-short.ts'

const totalBytes = 2e9

test('memory that does not hold a run is told for all katas with a server', () => {
  const [finding] = memoryShort.find(someFacts({ memory: { freeBytes: 300e6, totalBytes } }))
  expect(finding).toMatchObject({ state: 'note', found: '300 MB free of 2.0 GB', mend: 'kata services stop' })
  expect(finding?.katas).toHaveLength(6)
})

test('memory that does not hold Kafka beside a run is told for the katas with Kafka', () => {
  expect(memoryShort.find(someFacts({ memory: { freeBytes: 600e6, totalBytes } }))).toMatchObject([
    { katas: ['idempotent-consumer', 'exactly-once-illusion'] },
  ])
})

test('enough is well', () => expect(memoryShort.find(someFacts())).toEqual([]))
