import { expect, test } from 'vitest'
import { parseBlow, renderBlow } from './replay-point.ts'

test.each([
  { mode: 'before', nth: 1 },
  { mode: 'after', nth: 12 },
  { mode: 'reply lost', nth: 3 },
] as const)('%j is kept as text and read again', (blow) => {
  expect(parseBlow(renderBlow(blow))).toEqual(blow)
})

test.each(['', 'before', 'before 0', 'during 3', 'A,B*2'])('%j is no crash point', (text) => {
  expect(() => parseBlow(text)).toThrow('is no crash point')
})
