import { expect, test } from 'vitest'
import { someScreen } from '../../test/support/some-screen.ts'
import { widestLine } from '../../test/support/widest-line.ts'
import { renderNext } from './render-next.ts'

const suggestion = {
  kind: 'begin',
  kata: 'lost-update',
  title: 'Two credits, one balance',
  minutes: 25,
  because: ["Because it is the next kata in the course's order.", 'read-the-plan is due for review: `kata review`.'],
  command: 'kata start lost-update',
  due: ['read-the-plan'],
} as const

test('what comes next stands with its time, its reason and what to type', () => {
  const text = renderNext(suggestion, someScreen({ columns: 60 }))
  expect(widestLine(text)).toBeLessThanOrEqual(60)
  expect(text).toMatchInlineSnapshot(`
    " Begin lost-update  25 min
       Two credits, one balance

       Because it is the next kata in the course's order.
       read-the-plan is due for review: kata review.

       kata start lost-update

    "
  `)
})

test('where nothing is left there is nothing to type', () => {
  const text = renderNext(
    { kind: 'finished', because: ['You have passed every kata there is so far.'], due: [] },
    someScreen(),
  )
  expect(text).not.toContain('kata start')
})
