import { quantile } from '../quantile.ts'
import type { Bars, Chart, Table, View } from '../view.ts'
import { lengthMs, type State, sentToSlow, staysMs } from './state.ts'

/** The same requests with four ways to pick: how many wait, who the slow server gets, and how long it takes. */
export function view(state: State): View {
  const { runs, nowMs, arrived, params } = state
  const results = runs.map((run) => {
    const stays = staysMs(run, nowMs)
    return {
      label: run.label,
      slow: sentToSlow(run),
      longest: run.longestQueue,
      medianMs: quantile(stays, 50),
      p99Ms: quantile(stays, 99),
    }
  })
  const first = params.slowFactor === 1 ? 'the first' : 'the slow one'
  const told = results.map(
    ({ label, slow, medianMs, p99Ms }) =>
      `${label} sends ${slow} to ${first}, and half take ${medianMs} ms, the slowest in a hundred ${p99Ms} ms`,
  )
  return {
    pictures: [drawChart(state), drawQueues(state), drawSent(state)],
    table: {
      caption: `The same ${arrived} requests, and the longest queue of a server`,
      header: ['strategy', params.slowFactor === 1 ? 'to first' : 'to slow', 'queue', 'p50 ms', 'p99 ms'],
      rows: results.map(({ label, slow, longest, medianMs, p99Ms }) => [label, slow, longest, medianMs, p99Ms]),
    },
    log: logOf(state),
    sentence: `After ${nowMs / 1000} s and ${arrived} requests to ${params.servers} servers, ${describeSlow(params.slowFactor)}: ${told.join('; ')}.`,
  }
}

function describeSlow(factor: number): string {
  return factor === 1 ? 'none of which is slow' : `of which one takes ${factor} times as long`
}

function drawChart({ runs, arrivals }: State): Chart {
  const most = Math.max(1, ...runs.flatMap(({ inside }) => inside))
  return {
    kind: 'chart',
    title: 'Requests that are at work or wait',
    x: { label: 'time', unit: 'ms', until: lengthMs },
    y: { label: 'requests', unit: 'requests', until: most },
    lines: runs.map(({ label, inside }) => ({
      label,
      points: inside.map((count, nth) => [arrivals[nth]?.atMs ?? 0, count]),
    })),
    points: [],
  }
}

function drawQueues({ runs }: State): Bars {
  const most = Math.max(1, ...runs.map(({ longestQueue }) => longestQueue))
  return {
    kind: 'bars',
    title: 'The most that one server had at once',
    axis: { label: 'requests', unit: 'requests', until: most },
    bars: runs.map(({ label, longestQueue }) => ({ label, value: longestQueue, tone: 'plain' })),
  }
}

function drawSent({ runs, arrived, params }: State): Bars {
  return {
    kind: 'bars',
    title: params.slowFactor === 1 ? 'Sent to the first server' : 'Sent to the slow server',
    axis: { label: 'requests', unit: 'requests', until: Math.max(1, arrived) },
    bars: runs.map((run) => ({ label: run.label, value: sentToSlow(run), tone: 'plain' })),
  }
}

/** Where each request went, and how long it took. */
function logOf({ runs, arrivals, arrived, nowMs }: State): Table {
  const rows = arrivals.slice(0, arrived).map(({ atMs }, nth) => {
    const went = runs.map(({ requests }) => {
      const { server = 0, arrivedMs = 0, endsMs = 0 } = requests[nth] ?? {}
      return `${server + 1}, ${endsMs > nowMs ? '…' : `${endsMs - arrivedMs} ms`}`
    })
    return [atMs, ...went]
  })
  return { caption: 'To which server, and for how long', header: ['ms', ...runs.map(({ label }) => label)], rows }
}
