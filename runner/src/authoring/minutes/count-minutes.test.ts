import { expect, test } from 'vitest'
import { countKataMinutes, countLessonMinutes, roundMinutes } from './count-minutes.ts'

const kata = { briefWords: 400, starterLines: 40, tests: 5, constraints: 3, newLines: 30, isSearch: false }

test('a kata takes the time to read, to have its ideas, to write and to run', () => {
  expect(countKataMinutes(kata)).toBe(2 + 2 + 12 + 10 + 10)
  expect(countKataMinutes({ ...kata, isSearch: true })).toBe(46)
})

test('a lesson takes the time to read, to predict, to look and to answer', () => {
  expect(countLessonMinutes({ words: 1400, predictions: 1, exhibits: 2, questions: 5 })).toBe(7 + 1 + 4 + 5)
})

test('minutes are said to five, and never none', () => {
  expect([1, 7, 8, 36].map(roundMinutes)).toEqual([5, 5, 10, 35])
})
