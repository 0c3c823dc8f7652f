import type { Bars, Lane, Lanes, Span, Table, Tone, View } from '../view.ts'
import { countOf, type Fact, lostOf, messages, type Run, repeatedOf, type State } from './state.ts'

const tones: Readonly<Partial<Record<Fact['what'], Tone>>> = {
  effect: 'good',
  repeated: 'bad',
  recognised: 'quiet',
  death: 'plain',
}

/** The same messages and the same deaths with three orders of work and commit. */
export function view(state: State): View {
  const { runs, nowMs } = state
  const results = runs.map((run) => ({
    label: run.label,
    charged: run.effects.filter((count) => count > 0).length,
    lost: lostOf(run),
    repeated: repeatedOf(run),
    recognised: countOf(run, 'recognised'),
  }))
  const told = results.map(
    ({ label, lost, repeated, recognised }) =>
      `${label}: ${lost} lost, ${repeated} charged again, ${recognised} recognised`,
  )
  const deaths = state.deathsMs.filter((atMs) => atMs <= nowMs).length
  return {
    pictures: [drawLanes(state), drawBars(state)],
    table: {
      caption: `The same ${messages} orders, and a process that dies ${deaths === 1 ? 'once' : `${deaths} times`}`,
      header: ['strategy', 'charged', 'lost', 'again', 'recognised'],
      rows: results.map(({ label, charged, lost, repeated, recognised }) => [
        label,
        ...[charged, lost, repeated, recognised],
      ]),
    },
    log: logOf(state),
    sentence: `After ${nowMs / 1000} s, of ${messages} orders, ${told.join('; ')}.`,
  }
}

function drawLanes({ runs, nowMs, untilMs }: State): Lanes {
  return {
    kind: 'lanes',
    title: 'What each process does until it dies',
    axis: { label: 'time', unit: 'ms', until: untilMs },
    now: nowMs,
    lanes: runs.map((run) => laneOf(run, nowMs)),
    arrows: [],
    legend: [
      { of: 'mark', tone: 'good', label: 'charged' },
      { of: 'mark', tone: 'bad', label: 'charged again' },
      { of: 'mark', tone: 'quiet', label: 'recognised' },
      { of: 'mark', tone: 'plain', label: 'dies' },
      { of: 'span', tone: 'plain', label: 'a process' },
    ],
  }
}

function laneOf({ label, facts, doing, doneAtMs }: Run, nowMs: number): Lane {
  const starts = [0, ...facts.filter(({ what }) => what === 'start').map(({ atMs }) => atMs)]
  const deaths = facts.filter(({ what }) => what === 'death').map(({ atMs }) => atMs)
  const endMs = doing === undefined ? Math.min(nowMs, doneAtMs) : nowMs
  const spans: Span[] = starts.map((from, nth) => ({ from, to: deaths[nth] ?? endMs, tone: 'plain' }))
  const marks = facts.flatMap(({ atMs, what }) => {
    const tone = tones[what]
    return tone === undefined ? [] : [{ at: atMs, tone }]
  })
  return { label, spans, marks }
}

function drawBars({ runs }: State): Bars {
  return {
    kind: 'bars',
    title: 'Orders that are charged once',
    axis: { label: 'orders', unit: 'orders', until: messages },
    bars: runs.map((run) => ({
      label: run.label,
      value: run.effects.filter((count) => count === 1).length,
      tone: lostOf(run) + repeatedOf(run) > 0 ? 'bad' : 'good',
    })),
  }
}

function logOf({ runs }: State): Table {
  const rows = runs.flatMap(({ label, facts }) => facts.map((fact) => [fact.atMs, label, describe(fact)] as const))
  return {
    caption: 'What happened',
    header: ['ms', 'strategy', 'what'],
    rows: rows.toSorted((a, b) => a[0] - b[0]),
  }
}

function describe({ what, message }: Fact): string {
  const order = `order ${message + 1}`
  switch (what) {
    case 'effect':
      return `${order} is charged`
    case 'repeated':
      return `${order} is charged again`
    case 'recognised':
      return `${order} is known`
    case 'commit':
      return message === 0 ? 'nothing is committed' : `committed up to order ${message}`
    case 'death':
      return 'the process dies'
    case 'start':
      return message === messages ? 'another one finds nothing to do' : `another one begins with ${order}`
  }
}
