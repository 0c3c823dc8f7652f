import { sumOf } from '../sum-of.ts'
import type { Chart, Lanes, Span, View } from '../view.ts'
import {
  isTurningAway,
  lengthMs,
  mostCalls,
  outageStartMs,
  recoveryMs,
  type State,
  strategyNames,
  tickMs,
} from './state.ts'

const time = { label: 'time', unit: 'ms', until: lengthMs }
const perSecond = 1000 / tickMs

/** How many calls reach the service, and for how long it turns some of them away. */
export function view(state: State): View {
  const { params, tick, arrived, runs } = state
  const results = strategyNames.map((name, index) => {
    const { offered = [], answered = 0, failed = 0 } = runs[index] ?? {}
    const calls = sumOf(offered)
    return { name, answered, failed, calls, most: Math.max(0, ...offered) }
  })
  const recovered = runs.map((run) => `${recoveryMs(run, params) / 1000} s`)
  const most = results.map(({ name, most: peak }) => `${peak} (${name})`).join(', ')
  return {
    pictures: [drawChart(state), drawLanes(state)],
    table: {
      caption: `The same ${arrived} requests, up to ${mostCalls(params)} calls each`,
      header: ['tries again', 'answered', 'failed', 'calls', 'most in 0.1 s', 'turned away after it'],
      rows: results.map(({ name, answered, failed, calls, most: peak }, index) => [
        name,
        answered,
        failed,
        calls,
        peak,
        recovered[index] ?? '',
      ]),
    },
    log: {
      caption: 'Calls that reached the service, by second',
      header: ['s', ...strategyNames],
      rows: Array.from({ length: Math.floor(tick / perSecond) }, (_, second) => [
        second,
        ...runs.map(({ offered }) => sumOfSecond(offered, second)),
      ]),
    },
    sentence: `After ${(tick * tickMs) / 1000} s and ${arrived} requests, the most calls in a tenth of a second were ${most}.`,
  }
}

function sumOfSecond(offered: readonly number[], second: number): number {
  return sumOf(offered.slice(second * perSecond, (second + 1) * perSecond))
}

function drawChart({ params, runs, highest }: State): Chart {
  const limit = (params.capacity * tickMs) / 1000
  return {
    kind: 'chart',
    title: 'Calls that reach the service',
    x: time,
    y: { label: 'calls', unit: 'in 0.1 s', until: Math.max(limit, highest) },
    lines: strategyNames.map((label, index) => ({
      label,
      points: (runs[index]?.offered ?? []).map((calls, tick) => [tick * tickMs, calls]),
    })),
    limit: { label: `can do ${limit}`, y: limit },
    points: [],
  }
}

function drawLanes({ params, tick, runs }: State): Lanes {
  const outage = { from: outageStartMs, to: outageStartMs + params.outageMs, tone: 'quiet', label: 'down' } as const
  return {
    kind: 'lanes',
    title: 'When calls are turned away',
    axis: time,
    now: tick * tickMs,
    lanes: [
      { label: 'the service', spans: [outage], marks: [] },
      ...strategyNames.map((label, index) => {
        const run = runs[index]
        return { label, spans: run ? spansOf(isTurningAway(run, params)) : [], marks: [] }
      }),
    ],
    arrows: [],
    legend: [
      { of: 'span', tone: 'quiet', label: 'down' },
      { of: 'span', tone: 'bad', label: 'turned away' },
    ],
  }
}

function spansOf(isBad: readonly boolean[]): Span[] {
  const spans: Span[] = []
  for (const [tick, is] of isBad.entries()) {
    if (!is) continue
    const last = spans.at(-1)
    const from = last?.to === tick * tickMs ? (spans.pop()?.from ?? 0) : tick * tickMs
    spans.push({ from, to: (tick + 1) * tickMs, tone: 'bad' })
  }
  return spans
}
