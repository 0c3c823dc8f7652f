import { expect, test } from 'vitest'
import { joinVerdicts } from './join-verdicts.ts'
import type { TestOutcome, Verdict } from './verdict.ts'

const outcome: TestOutcome = { name: 'holds', state: 'passed', durationMs: 1, evidence: [], services: {} }
const passed: Verdict = {
  ...{ kata: 'first', runId: '1', durationMs: 100, tests: [outcome], notes: [], output: 'a' },
  state: 'passed',
}

test('what all stages passed is a pass of the last, with the tests of all', () => {
  const joined = joinVerdicts('second', [passed, { ...passed, kata: 'second', runId: '2', output: 'b' }])
  expect(joined).toMatchObject({ state: 'passed', kata: 'second', runId: '2', durationMs: 200, output: 'ab' })
  expect(joined.tests.map(({ stage }) => stage)).toEqual(['first', 'second'])
  expect(joined.brokenStage).toBeUndefined()
})

test('the stage whose test did not pass is named', () => {
  const failed: Verdict = { ...passed, state: 'failed', failedTest: 'holds', message: 'It did not.' }
  expect(joinVerdicts('second', [failed])).toMatchObject({ kata: 'second', state: 'failed', brokenStage: 'first' })
})
