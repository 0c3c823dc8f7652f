import type { Arrow, Chart, Lane, Lanes, Table, View } from '../view.ts'
import {
  type Answer,
  answered,
  clients,
  lengthMs,
  longestLagMs,
  primaryReadsOf,
  type Run,
  replayedMs,
  type State,
  stallFromMs,
  violationsOf,
} from './state.ts'

const time = { label: 'time', unit: 'ms', until: lengthMs }
const lanes = [...clients, 'replica', 'primary'] as const

/** The same writes and reads with three ways to choose a server, one below the other. */
export function view(state: State): View {
  const { runs, nowMs } = state
  const results = runs.map((run) => {
    const answers = answered(run, nowMs)
    return {
      label: run.label,
      without: violationsOf(answers),
      primary: primaryReadsOf(answers),
      longestMs: Math.max(0, ...answers.map(({ askedMs, answeredMs }) => answeredMs - askedMs)),
    }
  })
  const reads = state.acts.filter(({ kind, atMs }) => kind === 'read' && atMs <= nowMs).length
  const told = results.map(
    ({ label, without, primary, longestMs }) =>
      `${label}: an own write is missing ${without} times, the primary answers ${primary} times, the longest wait is ${longestMs} ms`,
  )
  return {
    pictures: [...runs.map((run) => drawRun(run, state)), drawLag(state)],
    table: {
      caption: `The same ${reads} reads: own write missing, at the primary`,
      header: ['strategy', 'missing', 'primary', 'longest ms'],
      rows: results.map(({ label, without, primary, longestMs }) => [label, without, primary, longestMs]),
    },
    log: logOf(state),
    sentence: `After ${nowMs / 1000} s, of ${reads} reads, ${told.join('; ')}.`,
  }
}

function drawRun(run: Run, { acts, nowMs, params }: State): Lanes {
  const shown = answered(run, nowMs)
  const people = clients.map((label, client): Lane => {
    const own = run.answers.filter((each) => each.client === client)
    const writes = acts.filter((act) => act.client === client && act.kind === 'write' && act.atMs <= nowMs)
    return {
      label,
      spans: own.flatMap(({ askedMs, answeredMs }) =>
        answeredMs > askedMs ? [{ from: askedMs, to: Math.min(answeredMs, nowMs), tone: 'plain' as const }] : [],
      ),
      marks: [
        ...writes.map(({ atMs }) => ({ at: atMs, tone: 'plain' as const })),
        ...shown
          .filter((each) => each.client === client)
          .map(({ answeredMs, missing }) => ({ at: answeredMs, tone: missing > 0 ? 'bad' : 'good' }) as const),
      ],
    }
  })
  const stallEndsMs = Math.min(lengthMs, stallFromMs + params.stallMs)
  const stands = { from: stallFromMs, to: stallEndsMs, tone: 'bad', label: 'replay stands still' } as const
  const servers: Lane[] = [
    { label: 'replica', spans: params.stallMs > 0 ? [stands] : [], marks: [] },
    { label: 'primary', spans: [], marks: [] },
  ]
  return {
    kind: 'lanes',
    title: `Reads: ${run.label}`,
    axis: time,
    now: nowMs,
    lanes: [...people, ...servers],
    arrows: shown.map(arrowOf),
    legend: [
      { of: 'mark', tone: 'plain', label: 'writes' },
      { of: 'mark', tone: 'good', label: 'reads' },
      { of: 'mark', tone: 'bad', label: 'reads, and an own write is missing' },
    ],
  }
}

/** Who asks whom. */
function arrowOf({ client, answeredMs, server, missing }: Answer): Arrow {
  return {
    from: client,
    to: lanes.indexOf(server),
    leaves: answeredMs,
    arrives: answeredMs,
    tone: missing > 0 ? 'bad' : 'plain',
  }
}

function drawLag({ params, nowMs }: State): Chart {
  const moments = Array.from({ length: lengthMs / 500 + 1 }, (_, index) => index * 500).filter((atMs) => atMs <= nowMs)
  return {
    kind: 'chart',
    title: 'How far the replica is behind',
    x: time,
    y: { label: 'lag', unit: 'ms', until: Math.max(longestLagMs(params), params.stickyMs, 1) },
    lines: [{ label: 'lag', points: moments.map((atMs) => [atMs, atMs - replayedMs(atMs, params)]) }],
    limit: { label: 'primary for', y: params.stickyMs },
    points: [],
  }
}

function logOf({ runs, acts, nowMs }: State): Table {
  const writes = acts
    .filter(({ kind, atMs }) => kind === 'write' && atMs <= nowMs)
    .map(({ atMs, client }) => [atMs, clients[client] ?? '', 'writes'] as const)
  const [first] = runs
  const reads = (first?.answers ?? []).map(({ askedMs, client }, index) => {
    const told = runs.map(({ answers }) => describe(answers[index]))
    return [askedMs, clients[client] ?? '', `reads: ${told.join(' · ')}`] as const
  })
  return {
    caption: 'What happened; a read in the order of the strategies',
    header: ['ms', 'who', 'what'],
    rows: [...writes, ...reads].toSorted((a, b) => a[0] - b[0]),
  }
}

function describe(told: Answer | undefined): string {
  if (told === undefined) return 'nothing'
  const waitedMs = told.answeredMs - told.askedMs
  const after = waitedMs > 0 ? ` after ${waitedMs} ms` : ''
  return `${told.server}${after}${told.missing > 0 ? `, ${told.missing} missing` : ''}`
}
