import { expect, test } from 'vitest'
import { sampleVerdicts } from '../report/verdict/sample-verdicts.ts'
import { stepsAfter } from './steps-after.ts'

const situation = { isWatching: false, commands: ['hint', 'next', 'sh', 'test'] }

test('after a failure the chosen hint is offered, by key or by command', () => {
  const withHint = { ...situation, hint: 'What do the others know?' }
  expect(stepsAfter(sampleVerdicts.failed, withHint)[0]).toEqual({
    type: 'kata hint',
    does: 'hint: What do the others know?',
  })
  expect(stepsAfter(sampleVerdicts.failed, { ...withHint, isWatching: true })[0]?.type).toBe('h')
})

test('only what exists is offered', () => {
  const bare = { isWatching: false, commands: [], hint: 'What do the others know?' }
  expect(stepsAfter(sampleVerdicts.failed, bare)).toEqual([])
  expect(stepsAfter(sampleVerdicts.passed, bare)).toEqual([])
})

test('a server that was kept is offered to be looked at', () => {
  const notes = [{ kind: 'kept-service' as const, text: 'kata sh postgres' }]
  expect(stepsAfter({ ...sampleVerdicts.failed, notes }, situation).map(({ type }) => type)).toEqual([
    'kata sh postgres',
  ])
})

test('after a pass it is offered to go on, by key or by command', () => {
  expect(stepsAfter(sampleVerdicts.passed, situation)[0]?.type).toBe('kata next')
  expect(stepsAfter(sampleVerdicts.passed, { ...situation, isWatching: true })[0]?.type).toBe('n')
})

test('after a pass the solution is offered first', () => {
  expect(stepsAfter(sampleVerdicts.passed, { ...situation, solution: 'workspace/sum/solution' })[0]?.type).toBe(
    'workspace/sum/solution',
  )
})

test('each of the other states offers one step', () => {
  for (const state of ['did-not-compile', 'timed-out', 'crashed', 'undecided'] as const) {
    expect(stepsAfter(sampleVerdicts[state], situation), state).toHaveLength(1)
  }
})

test('an order that can be played again is offered, and one that is only told is not', () => {
  const { failed } = sampleVerdicts
  const name = failed.state === 'failed' ? failed.failedTest : ''
  const typesAfter = (more: { schedule?: string; point?: string }): string[] => {
    const evidence = [{ kind: 'timeline' as const, label: 'an order', steps: [], ...more }]
    const tests = [{ name, state: 'failed' as const, durationMs: 1, services: {}, evidence }]
    return stepsAfter({ ...failed, tests }, { ...situation, commands: ['replay'] }).map(({ type }) => type)
  }
  expect(typesAfter({ schedule: 'A,B' })).toEqual(['kata replay'])
  expect(typesAfter({ point: 'before 2' })).toEqual(['kata replay'])
  expect(typesAfter({})).toEqual([])
})
