import { describe, expect, test } from 'vitest'
import { someScreen } from '../../../test/support/some-screen.ts'
import { widestLine } from '../../../test/support/widest-line.ts'
import { type ReplaySubject, renderEnd, renderKeys, renderSubject } from './render-replay.ts'
import { renderOutcome, renderStep } from './render-step.ts'

const subject: ReplaySubject = {
  kata: 'lost-update',
  runNumber: 4,
  test: 'Every confirmed credit is in the balance, in whatever order two of them run',
  kind: 'order',
  stepCount: 4,
  hasCodeChanged: false,
  hasTestChanged: false,
}
const changed = { ...subject, hasCodeChanged: true }
const screen = someScreen()
const inOneLine = (text: string): string => text.replaceAll(/\s+/g, ' ')

describe('a replay on the screen', () => {
  test.each([40, 60, 80, 120])('fits into %i columns', (columns) => {
    const narrow = someScreen({ columns })
    const sent = 'UPDATE accounts SET balance = $2 WHERE id = $1 (…)'
    const step = { number: 12, actor: 'life 1', text: 'sets balance = 130 in accounts', sent, fate: 'and dies' }
    const texts = [
      renderSubject(changed, narrow),
      renderKeys(['kata sh postgres-replica'], narrow),
      renderStep(step, narrow),
      renderOutcome({ actor: 'life 1', result: 'error 40P01: deadlock detected by the server' }, narrow),
      renderEnd({ state: 'breaks', message: 'Nadia had 100 points. Her balance is 150.' }, changed, narrow),
    ]
    expect(widestLine(texts.join(''))).toBeLessThanOrEqual(columns)
  })

  test('says when file or test are others than in the run', () => {
    expect(renderSubject(subject, screen)).not.toContain('changed')
    expect(renderSubject(changed, screen)).toContain('Your file has changed since that run.')
    expect(renderSubject({ ...subject, hasTestChanged: true }, screen)).toContain("The kata's test has changed")
  })

  test('an order that keeps the constraint though nothing has changed is worth a report', () => {
    expect(inOneLine(renderEnd({ state: 'keeps' }, subject, screen))).toContain('`kata report` packs both')
    expect(renderEnd({ state: 'keeps' }, changed, screen)).not.toContain('kata report')
  })

  test('a difference is told with both steps, and a time limit is suspected only of code that is the same', () => {
    const before = { actor: 'B', text: 'sets balance = 130', result: 'waits for A' }
    const after = { ...before, result: 'error 55P03: canceling statement due to lock timeout' }
    const end = { state: 'breaks' as const, message: 'No.', difference: { step: 3, before, after } }
    const text = inOneLine(renderEnd(end, subject, screen))
    expect(text).toContain('Step 3 is not what it was. Then: B sets balance = 130 → waits for A. Now: B sets')
    expect(text).toContain('A time limit in the code may have run out')
    expect(inOneLine(renderEnd(end, changed, screen))).not.toContain('time limit')
  })

  test('an order that is not followed, or not reached, is told without a verdict', () => {
    const message = 'At step 3 B should have been next, but it had ended.'
    expect(inOneLine(renderEnd({ state: 'not-followed', message }, changed, screen))).toContain(
      `can't be followed any more. ${message} Your file has changed since run 4`,
    )
    expect(renderEnd({ state: 'not-followed', message }, subject, screen)).toContain('Try again')
    expect(renderEnd({ state: 'not-reached' }, subject, screen)).toContain('The test of that name is not there')
  })
})
