import { expect, test } from 'vitest'
import { kataProofSchema } from '../../course/kata-proof.ts'
import type { GateReport, RunSummary, SubjectReport } from '../gate/report.ts'
import { proveKata } from './prove-kata.ts'

const run = (variant: string, details: Partial<RunSummary> = {}): RunSummary => ({
  ...{ variant, kind: 'solution', state: 'passed', seconds: 1, evidence: [] },
  ...details,
})
const report: GateReport = {
  ...{
    state: 'passed',
    seed: 7,
    repeats: { right: 2, wrong: 2, drills: 2 },
    isStressed: true,
    seconds: 9,
    subjects: [],
  },
  startedAt: '2026-01-01T10:00:00.000Z',
  versions: { loadbearing: '1.0.0', node: 'v26.0.0', platform: 'linux x64' },
}

function prove(runs: readonly RunSummary[], details: Partial<SubjectReport> = {}) {
  const rules = (['passed', 'passed', 'skipped'] as const).map((state) => {
    return { rule: 'kata-files', state, problems: [] } as const
  })
  const subject: SubjectReport = {
    ...{ subject: 'kata', slug: 'add-up', seconds: 9, rules, runs, undecided: [], written: [] },
    fingerprint: 'f',
    repeats: { right: 2, wrong: 2 },
    servers: [{ service: 'redis', version: '8.0', provider: 'docker' }],
    ...details,
  }
  return proveKata(report, subject)
}

test('runs of one variant are counted by how they ended, and the slowest is kept', () => {
  const proof = prove([run('a.ts'), run('a.ts', { seconds: 3 }), run('a.ts', { state: 'undecided' })])
  expect(proof?.variants).toMatchObject([{ path: 'a.ts', outcomes: { passed: 2, undecided: 1 }, slowestSeconds: 3 }])
})

test('a wrong solution stands with the message of its first run', () => {
  const first = run('wrong/a.ts', {
    kind: 'wrong',
    state: 'failed',
    failedTest: 'A sum is right',
    message: 'It was 4.',
  })
  expect(prove([first, { ...first, message: 'It was 5.' }])?.variants[0]).toMatchObject({
    ...{ kind: 'wrong', failedTest: 'A sum is right', message: 'It was 4.', outcomes: { failed: 2 } },
  })
})

test('the command repeats the very orders, and servers and rules are counted as they were', () => {
  expect(prove([run('a.ts')])).toMatchObject({
    command: 'npx kata dev check add-up --repeat 2 --seed 7 --stress',
    servers: [{ service: 'redis', version: '8.0' }],
    rules: { passed: 2, failed: 0, skipped: 1 },
  })
})

test('wrong solutions that were repeated less often are named in the command, a kata without repeats has none', () => {
  const commandOf = (right: number, wrong: number) => prove([run('a.ts')], { repeats: { right, wrong } })?.command
  expect(commandOf(3, 0)).toBe('npx kata dev check add-up --repeat 3 --repeat-wrong 0 --seed 7 --stress')
  expect(commandOf(0, 0)).toBe('npx kata dev check add-up --stress')
})

test('what is written can be read', () => {
  expect(() => kataProofSchema.parse(JSON.parse(JSON.stringify(prove([run('a.ts')]))))).not.toThrow()
})

test('where nothing was run there is no proof', () => {
  expect(prove([])).toBeUndefined()
})
