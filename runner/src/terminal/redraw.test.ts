import { expect, test } from 'vitest'
import { redraw } from './redraw.ts'

test('each line is written over the one that was there, and what was below is erased last', () => {
  expect(redraw('one\ntwo\n')).toBe('\x1b[Hone\x1b[K\ntwo\x1b[K\n\x1b[J')
})
