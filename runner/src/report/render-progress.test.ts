import { expect, test } from 'vitest'
import { someScreen } from '../../test/support/some-screen.ts'
import { renderProgress } from './render-progress.ts'

test('chapters have a bar, and katas that were touched a line', () => {
  const kata = { attempts: 0, passes: 0, hintsSeen: 0 }
  const text = renderProgress(
    {
      passed: 1,
      total: 4,
      testedOut: 1,
      constraints: 2,
      predictions: { answered: 2, right: 1, missed: [{ lesson: 'stampede', said: 'Once', was: '4 times' }] },
      chapters: [
        {
          slug: 'databases',
          title: '',
          passed: 1,
          total: 4,
          testedOut: 1,
          katas: [
            { ...kata, slug: 'lost-update', state: 'passed', attempts: 4, firstPassedAt: '2026-01-02T00:00:00Z' },
            {
              ...kata,
              slug: 'write-skew',
              state: 'started',
              attempts: 1,
              hintsSeen: 1,
              lastVerdict: 'did-not-compile',
            },
            { ...kata, slug: 'hot-row', state: 'new' },
            { ...kata, slug: 'deadlock-order', state: 'tested-out', testedOutBy: 'the-night-shift' },
          ],
        },
      ],
    },
    someScreen(),
  )
  expect(text).toMatchInlineSnapshot(`
    " 1 of 4 katas passed, 1 tested out, 2 constraints defended
     2 predictions made, 1 as it turned out
       stampede: you said "Once", it was "4 times".

     databases        ▇▇▇·······  1 of 4, 1 tested out
       lost-update              passed 2026-01-02, 4 runs
       write-skew               started, 1 run, 1 hint, last: did not compile
       deadlock-order           tested out by the-night-shift

    "
  `)
})
