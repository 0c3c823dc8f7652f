import { expect, test } from 'vitest'
import type { LessonBlock } from '../course/parse-lesson-blocks.ts'
import { lookBack } from './look-back.ts'

const options = [
  { text: 'In 2. They have to meet exactly.', correct: false, why: '' },
  { text: 'In 2.5 of 50. It depends.', correct: false, why: '' },
  { text: 'None. A is first.', correct: false, why: '' },
  { text: 'None. B is first.', correct: true, why: '' },
]
const blocks: LessonBlock[] = [{ kind: 'predict', line: 1, prediction: { question: 'How many?', options } }]

function said(option: string, question = 'How many?') {
  return lookBack('orders', blocks, [{ lesson: 'orders', question, option, isCorrect: false, at: '' }])
}

test('what was said stands beside what it was, each in its first sentence', () => {
  expect(said('In 2. They have to meet exactly.')).toEqual([
    { lesson: 'orders', question: 'How many?', said: 'In 2', was: 'None', isRight: false },
  ])
  expect(said('In 2.5 of 50. It depends.')).toMatchObject([{ said: 'In 2.5 of 50' }])
})

test('where the first sentences are the same, all is said', () => {
  expect(said('None. A is first.')).toMatchObject([
    { said: 'None. A is first.', was: 'None. B is first.', isRight: false },
  ])
})

test('a right answer is what it was', () => {
  expect(said('None. B is first.')).toMatchObject([{ said: 'None', was: 'None', isRight: true }])
})

test('an answer to a question or an option that is no longer asked is left out', () => {
  expect(said('In 2. They have to meet exactly.', 'How often?')).toEqual([])
  expect(said('In 3.')).toEqual([])
  expect(lookBack('orders', blocks, [])).toEqual([])
})
