import type { Verdict } from '../../src/runs/verdict.ts'

const base = { kata: 'add-up', runId: 'r', durationMs: 5, notes: [], output: '' }
const evidence = [{ kind: 'count' as const, label: 'sums', value: 2, expected: 2 }]

/** A verdict of the fixture course's first kata, failed by the test that carries its constraint. */
export const failedVerdict: Verdict = {
  ...base,
  state: 'failed',
  failedTest: 'A sum holds both numbers',
  message: 'One and two was not three.',
  tests: [
    { name: 'Nothing is added to zero', state: 'passed', durationMs: 1, services: {}, evidence: [] },
    {
      name: 'A sum holds both numbers',
      state: 'failed',
      durationMs: 1,
      services: {},
      message: 'One and two was not three.',
      evidence,
    },
  ],
}

/** The same kata, passed. */
export const passedVerdict: Verdict = {
  ...base,
  state: 'passed',
  tests: [{ name: 'A sum holds both numbers', state: 'passed', durationMs: 1, services: {}, evidence }],
}

/** A run that the machine did not let come to an end. */
export const undecidedVerdict: Verdict = { ...base, state: 'undecided', message: 'Redis is gone.', hint: '', tests: [] }
