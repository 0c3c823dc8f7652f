import { expect, test } from 'vitest'
import type { Evidence } from '../../evidence.ts'
import { ClaimsOfTest } from './claims-of-test.ts'
import { describeSheet } from './describe-sheet.ts'
import { type DesignSheet, designSheet, doesNotApply, unclaimed } from './design-sheet.ts'
import { eur } from './money.ts'
import { sheetFields } from './read-claim.ts'
import { SheetClaims } from './sheet-claims.ts'

const empty = Object.fromEntries(sheetFields.map((field) => [field, unclaimed()])) as unknown as DesignSheet
const sheet = designSheet({
  ...empty,
  mayBeStale: [
    { what: 'limits', forMs: 500 },
    { what: 'counts', forMs: 0 },
  ],
  failsOpenOrClosed: [{ when: 'redis is gone', fails: 'open', withinMs: 100 }],
  whenReplicaLags: doesNotApply('There is no replica.'),
  breaksFirst: { what: 'memory', at: 1000, unit: 'clients' },
  costPer1000Requests: { money: eur(0.002), work: [{ what: 'commands', count: 1000 }] },
})

function claimsOf(given: DesignSheet = sheet) {
  const seen: Evidence[] = []
  const claims = new SheetClaims(given, (one) => seen.push(one))
  const outcomes = (): string[] => seen.flatMap((one) => (one.kind === 'claim' ? [one.outcome] : []))
  return { claims, seen, outcomes }
}

test('a bound that holds is evidence, with the claim in words', () => {
  const { claims, seen } = claimsOf()
  claims.of('mayBeStale', 'limits').atMost('forMs', 340)
  expect(seen).toEqual([
    {
      ...{ kind: 'claim', field: 'mayBeStale', about: 'limits', outcome: 'held' },
      claimed: 'limits: stale for at most 500 ms',
      seen: 'forMs: 340 seen, at most 500 claimed',
    },
  ])
})

test('a bound much wider than needed passes with a remark', () => {
  const { claims, seen } = claimsOf()
  claims.of('mayBeStale', 'limits').atMost('forMs', 3)
  claims.of('breaksFirst').atLeast('at', 20_000)
  expect(seen).toMatchObject([
    { outcome: 'too-modest', remark: 'forMs could be claimed lower.' },
    { outcome: 'too-modest', remark: 'at could be claimed higher.' },
  ])
})

test('a claim that is not so fails with what was claimed and what happened', () => {
  const { claims, outcomes } = claimsOf()
  const told = 'With Redis gone, every request was refused.'
  const act = (): void => claims.of('failsOpenOrClosed', 'redis is gone').is('fails', 'closed', { told })
  expect(act).toThrow(
    'too bold in failsOpenOrClosed (redis is gone). Claimed: redis is gone: fails open, within 100 ms.\nWith Redis gone, every request was refused.',
  )
  expect(() => claims.of('mayBeStale', 'counts').atMost('forMs', 1)).toThrow('counts: never stale')
  expect(() => claims.of('breaksFirst').atLeast('at', 999)).toThrow('at: 999 seen, at least 1,000 claimed')
  expect(outcomes()).toEqual(['too-bold', 'too-bold', 'too-bold'])
})

test('what something costs is claimed part by part, and as a whole', () => {
  const { claims, seen } = claimsOf()
  claims.of('costPer1000Requests', 'commands').atMost('count', 800)
  claims.of('costPer1000Requests').held('0.0018 EUR')
  expect(seen).toMatchObject([
    { about: 'commands', claimed: '1,000 commands for 1,000 requests', outcome: 'held' },
    { claimed: '0.002 EUR for 1,000 requests', outcome: 'held' },
  ])
  expect(() => claims.of('costPer1000Requests', 'rows')).toThrow('says nothing about "rows". It names "commands".')
})

test('a word that promises less than what was seen is too modest', () => {
  const { claims, outcomes } = claimsOf()
  claims.of('failsOpenOrClosed', 'redis is gone').is('fails', 'closed', { modest: ['open'] })
  expect(outcomes()).toEqual(['too-modest'])
})

test('what is not claimed is named, with the form that is missing, and nothing is guessed', () => {
  const { claims, outcomes } = claimsOf()
  expect(() => claims.of('retried', 'a call')).toThrow(
    'lacks a claim in retried (a call). Nothing is claimed. Expected [{ what, times, withinMs }].',
  )
  expect(() => claims.of('mayBeStale', 'prices')).toThrow('says nothing about "prices". It names "limits", "counts".')
  expect(() => claims.of('whenReplicaLags', 'a profile')).toThrow('"There is no replica." Here it does.')
  expect(outcomes()).toEqual(['unclaimed', 'unclaimed', 'unclaimed'])
})

test('a question without a meaning has to be called so, and a claim there is told why', () => {
  const { claims, seen } = claimsOf()
  claims.notApplicable('whenReplicaLags', 'All was read from one server.')
  expect(seen).toEqual([
    {
      ...{ kind: 'claim', field: 'whenReplicaLags', outcome: 'held' },
      ...{ claimed: 'does not apply: There is no replica.', seen: 'All was read from one server.' },
    },
  ])
  expect(() => claims.notApplicable('breaksFirst', 'Nothing can break.')).toThrow(
    'too bold in breaksFirst. Claimed: memory, not before 1,000 clients.\nNothing can break.\nSay doesNotApply, and why.',
  )
  expect(() => claims.notApplicable('retried', 'Nothing is sent.')).toThrow('lacks a claim in retried.')
})

test('a claim that one may do without is found where there is one', () => {
  const { claims } = claimsOf()
  expect(claims.find('whenReplicaLags', 'a profile')).toBeUndefined()
  expect(claims.find('mayBeStale', 'limits')?.value.forMs).toBe(500)
  expect(() => claims.find('retried', 'a call')).toThrow('lacks a claim in retried (a call)')
})

test('a vague claim is told part by part, whatever the types say', () => {
  const vague = { ...sheet, failsOpenOrClosed: [{ when: 'redis is gone', fails: 'it depends' }] }
  const { claims, outcomes } = claimsOf(vague as unknown as DesignSheet)
  expect(() => claims.of('failsOpenOrClosed', 'redis is gone')).toThrow(
    'is too vague in failsOpenOrClosed (redis is gone). failsOpenOrClosed[0].fails: expected one of open, closed, got "it depends"',
  )
  expect(outcomes()).toEqual(['vague'])
})

test('a complete sheet claims, or says why not, in every field', () => {
  const reasonless = { ...sheet, whenReplicaLags: doesNotApply(' ') }
  expect(() => claimsOf(reasonless).claims.complete()).toThrow('whenReplicaLags.because: expected why')
  expect(() => claimsOf().claims.complete()).toThrow('retried: nothing is claimed')
  const every = sheetFields.map((field) => [field, doesNotApply('It is a test.')])
  expect(() => claimsOf({ ...sheet, ...Object.fromEntries(every) }).claims.complete()).not.toThrow()
})

test('a claim that a test asks for and does not judge is a fault of the test', () => {
  const claims = new ClaimsOfTest(() => {})
  const claim = claims.of(sheet).of('breaksFirst')
  expect(() => claims.assertJudged()).toThrow('breaksFirst')
  claim.held('1,000 clients were held')
  expect(() => claims.assertJudged()).not.toThrow()
})

test('the whole sheet becomes evidence, once', () => {
  const seen: Evidence[] = []
  const claims = new ClaimsOfTest((one) => seen.push(one))
  const own = designSheet({ ...sheet, decision: { choice: 'One script.' } as never })
  claims.of(own)
  claims.of(own)
  expect(seen).toEqual([describeSheet(own)])
  expect(seen[0]).toMatchObject({
    kind: 'sheet',
    decision: { choice: 'One script.' },
    fields: expect.arrayContaining([
      { field: 'whenReplicaLags', state: 'does-not-apply', lines: ['There is no replica.'] },
      { field: 'retried', state: 'unclaimed', lines: [] },
      {
        field: 'costPer1000Requests',
        state: 'claimed',
        lines: ['0.002 EUR for 1,000 requests', '1,000 commands for 1,000 requests'],
      },
    ]),
  })
})
