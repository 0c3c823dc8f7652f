import type { Chart, Table, View } from '../view.ts'
import { averageOf, type State } from './state.ts'

const tenths = (number: number): number => Math.round(number * 10) / 10

/** On which part of its curve each pool is, and who waits in it over time. */
export function view(state: State): View {
  const { runs, arrived, params, nowMs } = state
  const results = runs.map((run) => ({
    label: `${run.label}, ${run.size}`,
    usedPercent: run.nowMs === 0 ? 0 : Math.round((100 * run.inUseMs) / (run.size * run.nowMs)),
    waitMs: Math.round(averageOf(run.waitsMs)),
    stayMs: Math.round(averageOf(run.staysMs)),
    perSecond: run.nowMs === 0 ? 0 : tenths((1000 * arrived) / run.nowMs),
    inside: run.nowMs === 0 ? 0 : tenths(run.insideMs / run.nowMs),
  }))
  const told = results.map(
    ({ label, usedPercent, waitMs, inside }) =>
      `${label}: ${usedPercent} % in use, a wait of ${waitMs} ms, ${inside} requests inside`,
  )
  return {
    pictures: [drawCurves(state), drawQueues(state)],
    table: {
      caption: `The same ${arrived} requests with three pools, on average`,
      header: ['connections', 'used %', 'wait ms', 'stay ms', 'per s', 'inside'],
      rows: results.map(({ label, usedPercent, waitMs, stayMs, perSecond, inside }) => [
        label,
        ...[usedPercent, waitMs, stayMs, perSecond, inside],
      ]),
    },
    log: logOf(state),
    sentence: `After ${nowMs / 1000} s and ${arrived} requests that hold a connection for about ${params.holdMs} ms, on average: ${told.join('; ')}.`,
  }
}

/** A pool that is far too small would leave no room for the others, so the axis ends at three times the hold. */
function drawCurves({ runs, curves, params }: State): Chart {
  const until = 3 * params.holdMs
  const most = Math.max(params.load, ...curves.flatMap((curve) => curve.map(({ perSecond }) => perSecond)))
  const points = runs.map(({ label, size, waitsMs }) => {
    return { label: `${label}, ${size}`, x: params.load, y: Math.round(averageOf(waitsMs)) }
  })
  return {
    kind: 'chart',
    title: `Average wait by requests a second, at most ${until} ms`,
    x: { label: 'requests', unit: 'per s', until: most },
    y: { label: 'wait', unit: 'ms', until },
    lines: runs.map(({ label, size }, index) => ({
      label: `${label}, ${size}`,
      points: (curves[index] ?? []).map(({ perSecond, waitMs }) => [perSecond, Math.min(waitMs, until)]),
    })),
    points: points.filter(({ y }) => y <= until),
  }
}

function drawQueues({ runs, arrivals }: State): Chart {
  return {
    kind: 'chart',
    title: 'Requests that wait for a connection',
    x: { label: 'time', unit: 'ms', until: Math.max(1, arrivals.at(-1)?.atMs ?? 0) },
    y: {
      label: 'waiting',
      unit: 'waiting',
      until: Math.max(1, ...runs.flatMap(({ queued }) => queued.map(({ count }) => count))),
    },
    lines: runs.map(({ label, size, queued }) => ({
      label: `${label}, ${size}`,
      points: queued.map(({ atMs, count }) => [atMs, count]),
    })),
    points: [],
  }
}

function logOf({ runs, arrivals, arrived }: State): Table {
  const rows = arrivals.slice(0, arrived).map(({ atMs, holdMs }, nth) => {
    return [atMs, holdMs, ...runs.map(({ waitsMs }) => waitsMs[nth] ?? 'waits')]
  })
  return {
    caption: 'How long each request waited, ms',
    header: ['ms', 'holds ms', ...runs.map(({ label, size }) => `${label}, ${size}`)],
    rows,
  }
}
