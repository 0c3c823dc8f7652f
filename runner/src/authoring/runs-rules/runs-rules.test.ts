import { expect, test } from 'vitest'
import type { Verdict } from '../../runs/verdict.ts'
import { readKataSources } from '../sources/kata-sources.ts'
import type { Variant } from '../variants/variant.ts'
import type { KataRuns } from '../variants/variant-run.ts'
import { runsRules } from './runs-rules.ts'

const base = { kata: 'a', runId: '1', durationMs: 100, tests: [], notes: [], output: '' }
const constraint = { id: 'x', sentence: 'It holds' }
const metadata = {
  id: 'a',
  title: 'A',
  chapter: 'c',
  minutes: 1,
  difficulty: 1,
  constraints: [constraint],
  timeoutSeconds: 9,
}
const files = new Map([
  ['katas/a/kata.json', JSON.stringify(metadata)],
  ['katas/a/a.test.ts', "test('It holds', () => {})\ntest('It works', () => {})\n"],
  ['katas/a/hints.md', '## Look\nfor: It holds\n\nThere.\n\n## Think\n\nHard.\n'],
  ['katas/a/wrong/bad.ts', '// fails: It holds\n// hint: Look\n'],
  ['katas/a/wrong/messages.snap', '## bad\nfails: It holds\nhint: Look\n\nIt broke.\n'],
])

function runsOf(kind: Variant['kind'], verdict: Partial<Verdict>): KataRuns {
  const variant: Variant =
    kind === 'wrong' ? { kind, name: 'bad', path: 'wrong/bad.ts' } : { kind, name: kind, path: 'a.ts' }
  const run = { variant, verdict: { ...base, ...verdict } as Verdict }
  return { kata: readKataSources('/', 'a', files), first: [run], again: [], used: {}, leftovers: [], servers: [] }
}

function broken(runs: KataRuns): string[] {
  return Object.entries(runsRules).flatMap(([rule, check]) => (check(runs).length > 0 ? [rule] : []))
}

const place = { file: 'a.ts', line: 1, column: 1 }
const tests = ['It holds', 'It works'].map((name) => {
  return { name, state: 'failed', durationMs: 1, evidence: [], services: {} } as const
})

test('a starter that fails a constraint by an assertion is right', () => {
  expect(broken(runsOf('starter', { state: 'failed', failedTest: 'It holds', message: 'It broke.' }))).toEqual([])
})

test.each<Partial<Verdict>>([
  { state: 'passed' },
  { state: 'failed', failedTest: 'It works', message: 'It broke.' },
  { state: 'failed', failedTest: 'It holds', message: 'a.balance is not a function' },
  { state: 'failed', failedTest: 'It holds', message: 'RangeError: no', place },
  { state: 'crashed', reason: 'exit', message: 'It ended.' },
  { state: 'timed-out', limitSeconds: 9 },
])('a starter that ends as %o does not fail by its constraint', (verdict) => {
  expect(broken(runsOf('starter', verdict))).toEqual(['starter-fails-by-constraint'])
})

test('what the machine could not decide breaks no rule', () => {
  for (const kind of ['starter', 'solution', 'alternative', 'wrong'] as const) {
    expect(broken(runsOf(kind, { state: 'undecided', message: 'lost', hint: 'again' }))).toEqual([])
  }
})

test('a solution that runs out of time is told once, by the rule about time', () => {
  expect(broken(runsOf('solution', { state: 'timed-out', limitSeconds: 9 }))).toEqual(['time-within-limit'])
})

test('a wrong solution that fails as it says, with its reviewed message, is right', () => {
  expect(broken(runsOf('wrong', { state: 'failed', failedTest: 'It holds', message: 'It broke.', tests }))).toEqual([])
})

test.each<Partial<Verdict>>([
  { state: 'passed' },
  { state: 'did-not-compile', message: 'no' },
  { state: 'timed-out', limitSeconds: 9 },
  { state: 'failed', failedTest: 'It works', message: 'It broke.' },
])('a wrong solution that ends as %o does not fail as named', (verdict) => {
  expect(broken(runsOf('wrong', { ...verdict, tests }))).toEqual(['wrong-fails-as-named'])
})

test.each([
  'It broke at 127.0.0.1:5432.',
  'Process 4711 broke.',
  'It broke at 0/16B3748.',
  'It broke after 12.5 ms.',
  'It broke in /tmp/some/folder.',
  'It broke for 3f2504e0-4f89-11d3-9a0c-0305e82c3301.',
])('the message "%s" changes from run to run', (message) => {
  const verdict = { state: 'failed', failedTest: 'It holds', message, tests } as const
  expect(broken(runsOf('wrong', verdict))).toEqual(['wrong-message', 'wrong-message-stable'])
})

test.each([
  'The customer was charged 2 times (expected 1).',
  'At 30 seconds it waited 1/2.',
  'Nadia has 100.00.',
])('the message "%s" does not', (message) => {
  const verdict = { state: 'failed', failedTest: 'It holds', message, tests } as const
  expect(broken(runsOf('wrong', verdict))).toEqual(['wrong-message'])
})

test('a test that no wrong solution fails is told with its line', () => {
  const one = { state: 'failed', failedTest: 'It holds', message: 'It broke.', tests: tests.slice(0, 1) } as const
  expect(runsRules['test-rejects'](runsOf('wrong', one))).toMatchObject([
    { line: 2, expected: expect.stringContaining('It works') },
  ])
})
