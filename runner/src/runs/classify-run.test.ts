import { expect, test } from 'vitest'
import { classifyRun } from './classify-run.ts'
import type { ReportedError, ReportedTest } from './host-protocol.ts'
import type { RunRecord } from './run-record.ts'
import type { Verdict } from './verdict.ts'

const source = { file: '/ws/sum/sum.ts', text: 'one\ntwo\nthree\n' }
const context = { kata: 'sum', runId: 'r', testFile: '/ws/sum/sum.test.ts', source, notes: [] }

const passed = (name: string): ReportedTest => ({
  name,
  state: 'passed',
  durationMs: 1,
  errors: [],
  evidence: [],
  services: {},
  kept: [],
})
const error = (message: string, more: Partial<ReportedError> = {}): ReportedError => ({
  name: 'Error',
  message,
  frames: [],
  ...more,
})
const failed = (name: string, thrown: ReportedError): ReportedTest => ({
  ...passed(name),
  state: 'failed',
  errors: [thrown],
})
const lost = error('Redis does not answer.', { name: 'CourseError', exitCode: 3, hint: 'Run again.' })

function classify(record: Partial<RunRecord>): Verdict {
  const empty = { tests: [], moduleErrors: [], unhandledErrors: [], exitCalls: [], output: '', durationMs: 5 }
  return classifyRun({ ...empty, end: { kind: 'completed' }, ...record }, context)
}

test('the first test in file order that is not passed decides: a loss of a server before a failure is undecided', () => {
  const undecided = { ...failed('one', error('x')), undecided: { message: 'Postgres was lost.', hint: 'Run again.' } }
  expect(classify({ tests: [undecided, failed('two', error('wrong'))] })).toMatchObject({
    state: 'undecided',
    message: 'Postgres was lost.',
  })
  expect(classify({ tests: [failed('one', error('wrong')), undecided] })).toMatchObject({
    state: 'failed',
    failedTest: 'one',
  })
})

test('an undecided test never passes, even when it is green', () => {
  const green = { ...passed('one'), undecided: { message: 'The order could not be decided.', hint: '' } }
  expect(classify({ tests: [green] }).state).toBe('undecided')
})

test('an error of the machine’s is undecided wherever it is thrown', () => {
  expect(classify({ tests: [failed('one', lost)] })).toMatchObject({ state: 'undecided', hint: 'Run again.' })
  expect(classify({ moduleErrors: [lost] }).state).toBe('undecided')
  expect(classify({ tests: [passed('one')], unhandledErrors: [error('connection lost'), lost] }).state).toBe(
    'undecided',
  )
})

test('an error that nothing caught is a crash when the tests are green, and a note when one failed', () => {
  const unhandled = error('boom', {
    frames: [
      { file: '/x/pg.js', line: 1, column: 1 },
      { file: source.file, line: 2, column: 3 },
    ],
  })
  expect(classify({ tests: [passed('one')], unhandledErrors: [unhandled] })).toMatchObject({
    state: 'crashed',
    reason: 'unhandled',
    place: { file: 'sum.ts', line: 2, column: 3, code: 'two' },
  })
  const verdict = classify({ tests: [failed('one', error('wrong'))], unhandledErrors: [unhandled] })
  expect(verdict.state).toBe('failed')
  expect(verdict.notes).toEqual([{ kind: 'unhandled-error', text: expect.stringContaining('boom') }])
})

test('what ended the process comes before what the tests said until then', () => {
  const tests = [failed('one', error('wrong'))]
  expect(
    classify({ tests, end: { kind: 'timed-out', limitMs: 3000, hasStopped: false }, runningTest: 'two' }),
  ).toMatchObject({
    state: 'timed-out',
    limitSeconds: 3,
    runningTest: 'two',
  })
  expect(classify({ tests, end: { kind: 'memory-exhausted', usedBytes: 2 ** 30 } })).toMatchObject({
    state: 'crashed',
    reason: 'memory',
  })
})

test('a death by V8’s memory limit is the learner’s, one by a signal from outside is the machine’s', () => {
  const death = { kind: 'died' as const, exitCode: undefined, signal: 'SIGABRT', lastWords: '' }
  expect(classify({ end: { ...death, lastWords: 'FATAL ERROR: … JavaScript heap out of memory' } })).toMatchObject({
    reason: 'memory',
  })
  expect(classify({ end: death })).toMatchObject({ state: 'crashed', reason: 'died' })
  expect(classify({ end: { ...death, signal: 'SIGKILL' } }).state).toBe('undecided')
})

test('a package that the course’s own test misses is the installation’s fault', () => {
  const missing = error("Cannot find package 'loadbearing/kit' imported from /ws/sum/sum.test.ts")
  expect(classify({ moduleErrors: [missing] })).toMatchObject({
    state: 'undecided',
    message: expect.stringContaining('loadbearing/kit'),
  })
})

test('a test file without a test never passes', () => {
  expect(classify({}).state).toBe('undecided')
})

test('what was kept to be looked at is a note', () => {
  const tests = [{ ...failed('one', error('wrong')), kept: ['kata sh postgres'] }]
  expect(classify({ tests }).notes).toEqual([{ kind: 'kept-service', text: 'kata sh postgres' }])
})

test('a file that its server refuses is not accepted, in a test as while loading, and breaks no constraint', () => {
  const refused = error('Postgres says: syntax error.', {
    name: 'RefusedFile',
    frames: [{ file: source.file, line: 3, column: 2 }],
  })
  const expected = { state: 'did-not-compile', message: refused.message, place: { line: 3, column: 2, code: 'three' } }
  expect(classify({ tests: [failed('one', refused)] })).toMatchObject(expected)
  expect(classify({ moduleErrors: [refused] })).toMatchObject(expected)
})
