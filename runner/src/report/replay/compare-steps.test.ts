import { expect, test } from 'vitest'
import { findDifference } from './compare-steps.ts'

const takes = { actor: 'A', text: 'sets lock to 7f3a if it is not there', result: 'OK' }
const waits = { actor: 'B', text: 'sets balance = 130', result: 'waits for A' }
const fails = { actor: 'B', text: 'sets balance = 130', result: 'error 55P03: canceling statement due to lock timeout' }

test('the same code may come with another token', () => {
  const now = { ...takes, text: 'sets lock to 99c1 if it is not there' }
  expect(findDifference([takes, waits], [now, waits], false)).toBeUndefined()
  expect(findDifference([takes, waits], [now, waits], true)).toEqual({ step: 1, before: takes, after: now })
})

test('whoever waited then and does not wait now is told, and so is an error', () => {
  expect(findDifference([takes, waits], [takes, fails], false)).toEqual({ step: 2, before: waits, after: fails })
  const other = { ...fails, result: 'error 40001: could not serialize' }
  expect(findDifference([fails], [other], false)?.step).toBe(1)
})

test('an order that ended earlier or went on for longer differs where one of the two has nothing', () => {
  expect(findDifference([takes, waits], [takes], false)).toEqual({ step: 2, before: waits, after: undefined })
  expect(findDifference([takes], [takes, waits], true)).toEqual({ step: 2, before: undefined, after: waits })
})
