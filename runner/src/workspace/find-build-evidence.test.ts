import { expect, test } from 'vitest'
import type { Evidence } from '../evidence.ts'
import { findBuildEvidence } from './find-build-evidence.ts'
import type { CapstoneEvent, RunEvent } from './progress-event.ts'

const sheet = (line: string): Evidence => ({
  kind: 'sheet',
  fields: [{ field: 'retried', state: 'claimed', lines: [line] }],
})
const claim = (outcome: 'held' | 'too-bold' | 'too-modest', seen = ''): Evidence => ({
  ...{ kind: 'claim', field: 'retried', about: 'a call', claimed: 'a call', outcome, seen },
})

interface Given {
  readonly id: string
  readonly evidence: readonly Evidence[]
  readonly contentHash?: string
}

function run({ id, evidence, contentHash = 'code' }: Given): RunEvent {
  const tests = [{ name: 'a test', state: 'passed', evidence }]
  return {
    ...{ kind: 'run', id, at: '2026-01-01T00:00:00Z', kata: 'second', runId: id, state: 'passed' },
    ...{ durationMs: 1, testHash: '', contentHash, tests },
  }
}

function capstone(given: Given): CapstoneEvent {
  const { kata: _kata, testHash: _hash, ...rest } = run(given)
  return { ...rest, kind: 'capstone', build: 'build' }
}

const find = (...events: (RunEvent | CapstoneEvent)[]) => findBuildEvidence(events, 'build', ['first', 'second'])

test('runs of the same code and claims are put together, and the last says what came of a claim', () => {
  const count: Evidence = { kind: 'count', label: 'calls', value: 3 }
  const found = find(
    run({ id: '1', evidence: [sheet('a'), claim('too-bold')] }),
    capstone({ id: '2', evidence: [sheet('a'), claim('held', 'in the capstone')] }),
    run({ id: '3', evidence: [sheet('a'), count] }),
  )
  expect(found?.claims).toMatchObject([{ outcome: 'held', seen: 'in the capstone' }])
  expect(found?.measured).toEqual([{ test: 'a test', evidence: [count] }])
  expect([found?.last.id, found?.capstone?.id]).toEqual(['3', '2'])
})

test('what was measured of other code, or with other claims, proves nothing', () => {
  const found = find(
    capstone({ id: '1', evidence: [sheet('a'), claim('held')] }),
    run({ id: '2', evidence: [sheet('b'), claim('held')], contentHash: 'other' }),
    run({ id: '3', evidence: [sheet('b')] }),
  )
  expect(found).toMatchObject({ claims: [], last: { id: '3' } })
  expect(found?.capstone).toBeUndefined()
})

test('of a claim that was tried more than once in a run, the worst outcome counts', () => {
  const outcomes = [claim('too-modest'), claim('too-bold', 'under load'), claim('held')]
  expect(find(run({ id: '1', evidence: [sheet('a'), ...outcomes] }))?.claims).toMatchObject([{ seen: 'under load' }])
})

test('runs of other katas, and runs that read no sheet, are none of it', () => {
  expect(find(run({ id: '1', evidence: [claim('held')] }))).toBeUndefined()
  expect(find({ ...run({ id: '1', evidence: [sheet('a')] }), kata: 'another' })).toBeUndefined()
})
