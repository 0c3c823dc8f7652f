import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../../../test/support/temporary-folder.ts'
import type { Gauge } from '../drill-status.ts'
import { Timeline } from './timeline.ts'

const gauge = (state: Gauge['state']): Gauge[] => [{ label: 'pool', value: state, state }]
const told = { isTold: true }

function look(timeline: Timeline, ...states: readonly Gauge['state'][]): void {
  for (const state of states) timeline.observe(gauge(state), told)
}

test('a symptom is told when it comes, and once while it comes and goes', () => {
  const timeline = new Timeline()
  look(timeline, 'good', 'bad', 'good', 'bad', 'good', 'unknown', 'bad')
  expect(timeline.events.map(({ text }) => text)).toEqual(['pool: bad'])
})

test('a symptom that stays away is told as well again', () => {
  const timeline = new Timeline()
  look(timeline, 'bad', ...Array<Gauge['state']>(10).fill('good'), 'bad')
  expect(timeline.events.map(({ text }) => text)).toEqual(['pool: bad', 'pool is well again: good', 'pool: bad'])
})

test('before anything has happened states are only remembered', () => {
  const timeline = new Timeline()
  timeline.observe(gauge('bad'), { isTold: false })
  expect(timeline.events).toEqual([])
})

test('each event is a line of the file, and whoever reads it has it whole', () => {
  const file = join(temporaryFolder(), 'sittings', 'first.jsonl')
  const timeline = new Timeline(file)
  timeline.add({ by: 'you', kind: 'note', text: 'a | b' })
  timeline.add({ by: 'system', kind: 'fault', text: 'it began' })
  const lines = readFileSync(file, 'utf8').trim().split('\n')
  expect(lines.map((line) => JSON.parse(line))).toEqual(timeline.events)
})
