import { expect, test } from 'vitest'
import { someScreen } from '../../test/support/some-screen.ts'
import { renderLookBack } from './render-look-back.ts'

const line = { question: 'How many are lost?', said: 'In 2', was: 'In 40', isRight: false }

test.each([
  ['a wrong prediction', line, true, 'You said "In 2", it was "In 40".'],
  ['a right one', { ...line, said: 'In 40', isRight: true }, true, 'You said "In 40", and so it was.'],
  [
    'any, where this machine does not agree with the lesson',
    line,
    false,
    'the lesson says "In 40". Not every claim holds here',
  ],
])('%s is shown back', (_, shown, isBorneOut, text) => {
  const rendered = renderLookBack([shown], isBorneOut, someScreen({ columns: 200 }))
  expect(rendered).toContain('How many are lost?')
  expect(rendered).toContain(text)
})

test('nothing is shown to someone who predicted nothing', () => {
  expect(renderLookBack([], true, someScreen())).toBe('')
})
