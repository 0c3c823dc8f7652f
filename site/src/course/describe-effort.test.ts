import { expect, test } from 'vitest'
import { describeMinutes, describeServices } from './describe-effort.ts'

test('minutes become hours where there are enough', () => {
  expect([0, 45, 60, 130].map(describeMinutes)).toEqual(['0 min', '45 min', '1 h', '2 h 10 min'])
})

test('a service that comes several times has a count', () => {
  expect(describeServices({ postgres: 1, redis: 2 })).toBe('Postgres, 2 × Redis')
  expect(describeServices({})).toBe('')
})
