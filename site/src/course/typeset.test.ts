import { expect, test } from 'vitest'
import { typeset } from './typeset.ts'

test('an apostrophe behind a letter is one of print', () => {
  expect(typeset("a customer's list, the others' maps")).toBe('a customer’s list, the others’ maps')
})
