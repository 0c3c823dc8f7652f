import { expect, test } from 'vitest'
import type { GateReport } from '../../src/authoring/gate/report.ts'
import { countRules } from './gate-stage.ts'

const rule = (state: 'passed' | 'failed' | 'skipped') => ({ rule: 'kata-files', state, problems: [] }) as const
const subject = { subject: 'kata', slug: 'a', seconds: 1, runs: [], written: [] } as const
const report: GateReport = {
  state: 'failed',
  seed: 1,
  repeats: { right: 3, wrong: 0, drills: 0 },
  isStressed: false,
  seconds: 2,
  startedAt: '2026-01-01T10:00:00.000Z',
  versions: { loadbearing: '1.0.0', node: 'v26.0.0', platform: 'linux x64' },
  subjects: [
    { ...subject, rules: [rule('passed'), rule('passed'), rule('failed')], undecided: [] },
    { ...subject, rules: [rule('passed'), rule('skipped')], undecided: ['Redis did not answer.'] },
  ],
}

test('every rule counts, and what a machine could not decide is skipped', () => {
  expect(countRules(report, false)).toEqual({ passed: 3, failed: 1, skipped: 2 })
})

test('in CI what the machine could not decide is a failure', () => {
  expect(countRules(report, true)).toEqual({ passed: 3, failed: 2, skipped: 1 })
})
