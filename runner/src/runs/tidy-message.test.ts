import { expect, test } from 'vitest'
import type { ReportedError } from './host-protocol.ts'
import { describeThrown, tidyMessage } from './tidy-message.ts'

const assertion = (message: string, diff?: string): ReportedError => ({
  name: 'AssertionError',
  message,
  frames: [],
  ...(diff === undefined ? {} : { diff }),
})

test('the author’s words stand alone, without those of the assertion library', () => {
  const message = 'The customer was charged 2 times (expected 1).: expected 2 to be 1 // Object.is equality'
  expect(tidyMessage(assertion(message))).toEqual({ message: 'The customer was charged 2 times (expected 1).' })
})

test('the author’s words may hold a colon and go on over several lines', () => {
  const words = 'The order was: A, B.\nThe balance is 150 (expected 200).'
  expect(tidyMessage(assertion(`${words}: expected [ 1 ] to deeply equal [ 2 ]`)).message).toBe(words)
})

test('without words of the author the assertion speaks, with what differs when that is more than two values', () => {
  expect(
    tidyMessage(assertion('expected 2 to be 1 // Object.is equality', '- Expected\n+ Received\n\n- 1\n+ 2')),
  ).toEqual({
    message: 'expected 2 to be 1',
  })
  const diff = '- Expected\n+ Received\n\n  [\n-   1,\n+   2,\n  ]'
  expect(tidyMessage(assertion('expected [ 2 ] to deeply equal [ 1 ]', diff)).diff).toBe(diff)
})

test('a long difference is cut, and says so', () => {
  const diff = Array.from({ length: 60 }, (_, at) => `+ ${at}`).join('\n')
  expect(tidyMessage(assertion('expected x to deeply equal y', diff)).diff?.split('\n').at(-1)).toBe('… 44 more lines')
})

test('another error than an assertion tells its kind', () => {
  expect(tidyMessage({ name: 'TypeError', message: 'x is undefined', frames: [] }).message).toBe(
    'TypeError: x is undefined',
  )
  expect(describeThrown('Error', 'the mail server is down')).toBe('the mail server is down')
  expect(describeThrown('TypeError', '')).toBe('TypeError')
})
