import { sumOf } from '../sum-of.ts'
import type { Chart, Lane, Lanes, Table, View } from '../view.ts'
import { type Gap, lengthMs, type Run, type State, tickMs } from './state.ts'

const time = { label: 'time', unit: 'ms', until: lengthMs }

/** What one expiry after the other does to the database, with three ways to rebuild the value. */
export function view(state: State): View {
  const { runs, arrived } = state
  const total = sumOf(arrived)
  const results = runs.map((run) => ({
    label: run.label,
    reads: sumOf(run.begun),
    most: Math.max(0, ...run.running),
    waited: run.waited,
    waitMs: longestWaitMs(run, arrived.length),
  }))
  const told = results.map(
    ({ label, reads, most, waited }) =>
      `${label}: ${reads} reach the database, at most ${most} at once, and ${waited} readers wait`,
  )
  return {
    pictures: [drawLanes(state), drawChart(state)],
    table: {
      caption: `Reads that reach the database, of the same ${total}`,
      header: ['strategy', 'reads', 'at once', 'waited', 'longest ms'],
      rows: results.map(({ label, reads, most, waited, waitMs }) => [label, reads, most, waited, waitMs]),
    },
    log: logOf(state),
    sentence: `After ${(arrived.length * tickMs) / 1000} s, of ${total} reads of one key, ${told.join('; ')}.`,
  }
}

/** With those who wait still. */
function longestWaitMs({ longestWaitTicks, waiting }: Run, now: number): number {
  return tickMs * Math.max(longestWaitTicks, ...waiting.map(({ tick }) => now - tick))
}

function drawLanes({ runs, arrived }: State): Lanes {
  return {
    kind: 'lanes',
    title: 'The value, and who rebuilds it',
    axis: time,
    now: arrived.length * tickMs,
    lanes: runs.map((run) => laneOf(run, arrived.length)),
    arrows: [],
    legend: [
      { of: 'span', tone: 'bad', label: 'no value' },
      { of: 'mark', tone: 'good', label: 'one load' },
      { of: 'mark', tone: 'bad', label: 'several loads at once' },
    ],
  }
}

function laneOf({ label, begun, running, gaps }: Run, now: number): Lane {
  const spans = gaps.map(({ fromTick, toTick = now }) => {
    return { from: fromTick * tickMs, to: toTick * tickMs, tone: 'bad' as const }
  })
  const marks = begun.flatMap((count, tick) => {
    if (count === 0) return []
    const tone = running[tick] === 1 ? ('good' as const) : ('bad' as const)
    return [{ at: tick * tickMs, tone }]
  })
  return { label, spans, marks }
}

function logOf({ runs }: State): Table {
  const rows = runs.flatMap(({ label, begun, gaps }) => {
    const isMissing = (at: number): boolean =>
      gaps.some(({ fromTick, toTick = at + 1 }) => at >= fromTick && at < toTick)
    const early = begun.flatMap((count, tick) =>
      count === 0 || isMissing(tick) ? [] : [{ tick, label, what: 'is there, and is loaded anew', loads: count }],
    )
    return [...early, ...gaps.flatMap((gap) => rowsOfGap(label, gap, begun))]
  })
  const inOrder = rows.toSorted((a, b) => a.tick - b.tick)
  return {
    caption: 'What happened to the value',
    header: ['ms', 'strategy', 'the value', 'loads'],
    rows: inOrder.map(({ tick, label, what, loads }) => [tick * tickMs, label, what, loads]),
  }
}

function rowsOfGap(label: string, { fromTick, toTick }: Gap, begun: readonly number[]) {
  const expiry = { tick: fromTick, label, what: 'expires', loads: 0 }
  if (toTick === undefined) return [expiry]
  return [expiry, { tick: toTick, label, what: 'is back', loads: sumOf(begun.slice(fromTick, toTick)) }]
}

function drawChart({ runs }: State): Chart {
  const most = Math.max(1, ...runs.flatMap(({ running }) => running))
  return {
    kind: 'chart',
    title: 'Loads on their way in the database',
    x: time,
    y: { label: 'loads', unit: 'loads', until: most },
    lines: runs.map(({ label, running }) => ({
      label,
      points: running.map((count, tick) => [tick * tickMs, count]),
    })),
    points: [],
  }
}
