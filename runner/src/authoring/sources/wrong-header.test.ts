import { expect, test } from 'vitest'
import { readWrongHeader } from './wrong-header.ts'

test.each(['//', '--', '#'])('the header is read from comments that begin with %s', (mark) => {
  const text = `${mark} fails: It is: stored\n${mark} hint: What is kept?\ncode`
  expect(readWrongHeader(text)).toEqual({ fails: 'It is: stored', hint: 'What is kept?' })
})

test('fields in the wrong lines are absent', () => {
  expect(readWrongHeader('// hint: a\n// fails: b\n')).toEqual({})
})
