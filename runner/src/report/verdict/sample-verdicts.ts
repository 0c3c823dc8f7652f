import type { Evidence } from '../../evidence.ts'
import type { Verdict, VerdictState } from '../../runs/verdict.ts'

const base = { kata: 'cache-stampede', runId: '1', durationMs: 812, notes: [], output: '' }

const counts: Evidence[] = [
  { kind: 'count', label: 'reads reaching Postgres', value: 200, expected: 1 },
  { kind: 'count', label: 'readers that got an answer', value: 200, expected: 200 },
  { kind: 'count', label: 'orders that broke the constraint', value: 40, expected: 0, unit: 'of 50' },
]

const order: Evidence = {
  kind: 'timeline',
  label: 'A failing order, 1 of 40',
  steps: [
    { actor: 'A', text: 'SELECT balance FROM accounts WHERE name = alice', result: '100' },
    { actor: 'B', text: 'SELECT balance FROM accounts WHERE name = alice', result: '100' },
    { actor: 'A', text: 'UPDATE accounts SET balance = 150 WHERE name = alice', result: '1 row' },
    { actor: 'B', text: 'UPDATE accounts SET balance = 170 WHERE name = alice', result: 'waits for A' },
    { actor: 'A', text: 'COMMIT' },
    { actor: 'B', text: 'COMMIT' },
  ],
}

const spread: Evidence = {
  kind: 'histogram',
  label: 'Time to an answer',
  unit: 'ms',
  buckets: [
    { upTo: 10, count: 150 },
    { upTo: 20, count: 42 },
    { upTo: 30, count: 0 },
    { upTo: 40, count: 8 },
  ],
}

const balances: Evidence = {
  kind: 'table',
  label: 'Balances at the end',
  columns: ['account', 'balance', 'expected'],
  rows: [
    ['alice', 150, 220],
    ['bob', 100, 100],
  ],
}

const failedTest = 'One expired key is rebuilt once, whoever asks'
const message = '200 readers met one expired key. The database was read 200 times (expected 1).'

/** One verdict of each state, for tests of what is shown. */
export const sampleVerdicts: Readonly<Record<VerdictState, Verdict>> = {
  passed: {
    ...base,
    state: 'passed',
    tests: [
      { name: failedTest, state: 'passed', durationMs: 120, services: {}, evidence: counts },
      {
        name: 'A reader waits no longer than the rebuild takes',
        state: 'passed',
        durationMs: 80,
        services: {},
        evidence: [spread],
      },
    ],
    output: 'rebuilding\n',
  },
  failed: {
    ...base,
    state: 'failed',
    failedTest,
    message,
    tests: [
      {
        name: failedTest,
        state: 'failed',
        durationMs: 120,
        message,
        services: {},
        evidence: [...counts, order, balances],
      },
    ],
    notes: [
      {
        kind: 'edited-test',
        text: "Your cache-stampede.test.ts differs from the course's; the course's own text judged.",
      },
      { kind: 'type-error', text: "12:9  Type 'number' is not assignable to type 'string'." },
    ],
    output: 'miss 1\nmiss 2\n',
  },
  'did-not-compile': {
    ...base,
    state: 'did-not-compile',
    message: 'Expected `,` or `)` but found `}`',
    place: {
      file: 'cache-stampede.ts',
      line: 15,
      column: 74,
      code: "  const rows = await pool.query('SELECT body FROM pages WHERE slug = $1', [slug]; return rows",
    },
    tests: [],
  },
  'timed-out': {
    ...base,
    state: 'timed-out',
    limitSeconds: 20,
    runningTest: failedTest,
    durationMs: 20_004,
    tests: [],
  },
  crashed: {
    ...base,
    state: 'crashed',
    reason: 'unhandled',
    message: 'All tests passed, but the code left an error that nothing caught: the connection is closed',
    place: { file: 'cache-stampede.ts', line: 31, column: 9, code: "  throw new Error('the connection is closed')" },
    tests: [{ name: failedTest, state: 'passed', durationMs: 120, services: {}, evidence: [] }],
  },
  undecided: {
    ...base,
    state: 'undecided',
    message: 'Redis stopped answering during the run: 127.0.0.1:21007 refuses connections.',
    hint: 'Run again: a new server is started by itself.',
    tests: [],
  },
}
