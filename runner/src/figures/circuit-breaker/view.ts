import type { Chart, Lane, Lanes, Table, Tone, View } from '../view.ts'
import { countLate, countOf, lengthMs, type Outcome, type Run, type State, silentFromMs, tickMs } from './state.ts'

const time = { label: 'time', unit: 'ms', until: lengthMs }

const tones: Readonly<Record<Outcome, Tone>> = { answered: 'good', 'in vain': 'bad', 'told at once': 'quiet' }

/** The same calls with three ways to wait, the workers that they take, and what that costs pages that ask nobody. */
export function view(state: State): View {
  const { runs, tick, params } = state
  const results = runs.map((run) => ({
    label: run.label,
    inVain: countOf(run, 'in vain'),
    told: countOf(run, 'told at once'),
    most: Math.max(0, ...run.taken),
    late: countLate(run, tick),
    lost: run.lost,
  }))
  const told = results.map(({ label, inVain, told: refused, most, late }) => {
    const name = label.charAt(0).toUpperCase() + label.slice(1)
    return `${name}: ${inVain} calls in vain, ${refused} told at once, at most ${most} of ${params.workers} workers taken, ${late} other pages late.`
  })
  return {
    pictures: [drawLanes(state), drawChart(state)],
    table: {
      caption: `The same ${state.arrived} pages that ask the carrier`,
      header: ['strategy', 'in vain', 'refused', 'lost', 'workers', 'late pages'],
      rows: results.map(({ label, inVain, told: refused, lost, most, late }) => [
        label,
        ...[inVain, refused, lost, most, late],
      ]),
    },
    log: logOf(state),
    sentence: `After ${(tick * tickMs) / 1000} s: ${state.arrived} pages want to ask a carrier that is silent for ${params.silentMs / 1000} s. ${told.join(' ')}`,
  }
}

function drawLanes({ runs, tick, params }: State): Lanes {
  const silence = { from: silentFromMs, to: silentFromMs + params.silentMs, tone: 'bad', label: 'silent' } as const
  return {
    kind: 'lanes',
    title: 'The same calls, and what came of them',
    axis: time,
    now: tick * tickMs,
    lanes: [{ label: 'the carrier', spans: [silence], marks: [] }, ...runs.map(laneOf)],
    arrows: [],
    legend: [
      { of: 'mark', tone: 'good', label: 'answered' },
      { of: 'mark', tone: 'bad', label: 'in vain' },
      { of: 'mark', tone: 'quiet', label: 'told at once' },
      { of: 'span', tone: 'bad', label: 'silent' },
    ],
  }
}

function laneOf({ label, outcomes }: Run): Lane {
  return { label, spans: [], marks: outcomes.map(({ tick, outcome }) => ({ at: tick * tickMs, tone: tones[outcome] })) }
}

function drawChart({ runs, params: { workers } }: State): Chart {
  return {
    kind: 'chart',
    title: 'Workers taken',
    x: time,
    y: { label: 'workers', unit: 'workers', until: workers },
    lines: runs.map(({ label, taken }) => ({ label, points: taken.map((count, tick) => [tick * tickMs, count]) })),
    limit: { label: `${workers} workers`, y: workers },
    points: [],
  }
}

function logOf({ runs, tick, params }: State): Table {
  const silentTick = silentFromMs / tickMs
  const carrier = [
    { tick: silentTick, label: 'the carrier', what: 'goes silent' },
    { tick: silentTick + params.silentMs / tickMs, label: 'the carrier', what: 'answers again' },
  ].filter((each) => each.tick < tick)
  const events = runs.flatMap(({ label, events: own }) => own.map((event) => ({ label, ...event })))
  const rows = [...carrier, ...events]
    .toSorted((a, b) => a.tick - b.tick)
    .map((event) => [event.tick * tickMs, event.label, event.what] as const)
  return { caption: 'What happened', header: ['ms', 'strategy', 'what'], rows }
}
