import { sumOf } from '../sum-of.ts'
import type { Bars, Chart, Lane, Lanes, Tone, View } from '../view.ts'
import { lengthMs, limitOf, roomNow, type State, strategyNames, sumsWithin, tickMs } from './state.ts'

const time = { label: 'time', unit: 'ms', until: lengthMs }

/** The same requests at each limiter, what each has passed within the length of a window, and what each would pass now. */
export function view(state: State): View {
  const { params, arrived, passed } = state
  const limit = limitOf(params)
  const length = `${params.windowMs / 1000} s`
  const total = sumOf(arrived)
  const within = passed.map((counts) => sumsWithin(counts, params.windowMs))
  const totals = strategyNames.map((name, index) => {
    return { name, count: sumOf(passed[index] ?? []), most: Math.max(0, ...(within[index] ?? [])) }
  })
  const passes = totals.map(
    ({ name, count, most }) => `the ${name} has passed ${count}, at most ${most} within ${length}`,
  )
  return {
    pictures: [drawLanes(state), drawChart(state, within), drawBars(state)],
    table: {
      caption: `The same ${total} requests`,
      header: ['strategy', 'passed', 'refused', `most within ${length}`],
      rows: totals.map(({ name, count, most }) => [name, count, total - count, most]),
    },
    log: {
      caption: 'Passed of those that arrived',
      header: ['ms', 'arrived', ...strategyNames],
      rows: arrived.flatMap((count, tick) =>
        count === 0 ? [] : [[tick * tickMs, count, ...passed.map((counts) => counts[tick] ?? 0)]],
      ),
    },
    sentence: `After ${(arrived.length * tickMs) / 1000} s, of ${total} requests ${passes.join('; ')}. The limit is ${limit} within ${length}.`,
  }
}

function drawLanes(state: State): Lanes {
  return {
    kind: 'lanes',
    title: 'The same requests at three limiters',
    axis: time,
    now: state.arrived.length * tickMs,
    lanes: strategyNames.map((label, index) => laneOf(label, state, index)),
    arrows: [],
    legend: [
      { of: 'mark', tone: 'good', label: 'all passed' },
      { of: 'mark', tone: 'plain', label: 'some passed' },
      { of: 'mark', tone: 'bad', label: 'none passed' },
      { of: 'span', tone: 'plain', label: 'a window' },
    ],
  }
}

function laneOf(label: string, { arrived, passed, params: { windowMs } }: State, strategy: number): Lane {
  const marks = arrived.flatMap((count, tick) =>
    count === 0 ? [] : [{ at: tick * tickMs, tone: toneOf(count, passed[strategy]?.[tick] ?? 0) }],
  )
  const isFixed = strategyNames[strategy] === 'fixed window'
  const spans = Array.from({ length: isFixed ? Math.ceil(lengthMs / windowMs) : 0 }, (_, index) => ({
    from: index * windowMs,
    to: Math.min((index + 1) * windowMs, lengthMs),
    tone: 'plain' as const,
  }))
  return { label, spans, marks }
}

function toneOf(arrived: number, passed: number): Tone {
  if (passed === arrived) return 'good'
  return passed === 0 ? 'bad' : 'plain'
}

function drawChart({ params }: State, within: readonly (readonly number[])[]): Chart {
  const limit = limitOf(params)
  return {
    kind: 'chart',
    title: `Passed within the last ${params.windowMs / 1000} s`,
    x: time,
    y: { label: 'passed', unit: 'passed', until: Math.max(2 * limit, limit + params.burst) },
    lines: strategyNames.map((label, index) => ({
      label,
      points: (within[index] ?? []).map((count, tick) => [tick * tickMs, count]),
    })),
    limit: { label: `limit ${limit}`, y: limit },
    points: [],
  }
}

function drawBars(state: State): Bars {
  const { params } = state
  return {
    kind: 'bars',
    title: 'Would pass now',
    axis: { label: 'requests', unit: 'requests', until: Math.max(params.burst, limitOf(params)) },
    bars: roomNow(state).map((value, index) => ({
      label: strategyNames[index] ?? '',
      value,
      tone: value === 0 ? 'bad' : 'good',
    })),
  }
}
