import { expect, test } from 'vitest'
import { chooseHint } from './choose-hint.ts'

const hints = [
  { heading: 'Question', text: '' },
  { heading: 'For the other', text: '', forTest: 'other' },
  { heading: 'For this', text: '', forTest: 'this' },
  { heading: 'Nearly', text: '' },
]

function ladder(failedTest?: string): string[] {
  const seen: string[] = []
  for (let hint = chooseHint(hints, { failedTest, seen }); hint; hint = chooseHint(hints, { failedTest, seen })) {
    seen.push(hint.heading)
  }
  return seen
}

test('before anything has failed the ladder decides', () => {
  expect(ladder()).toEqual(['Question', 'For the other', 'For this', 'Nearly'])
})

test('the failing test decides which hint is first, and hints for other tests are last', () => {
  expect(ladder('this')).toEqual(['For this', 'Question', 'Nearly', 'For the other'])
})
