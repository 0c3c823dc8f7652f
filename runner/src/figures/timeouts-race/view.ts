import type { Arrow, Lanes, Mark, Span, Table, View } from '../view.ts'
import { type Call, callers, heardBy, hopMs, leftAloneMs, type Run, type State, workForNobodyMs } from './state.ts'

const seconds = (ms: number): string => `${Math.round(ms / 100) / 10} s`

const times = (count: number): string =>
  ['not charged', 'charged once', 'charged twice'][count] ?? `charged ${count} times`

/** Both strategies as who waits for whom, one below the other. */
export function view(state: State): View {
  const { runs, nowMs } = state
  const results = runs.map(({ label, calls, charges }) => {
    const heard = heardBy(calls).join(', then ') || 'nothing yet'
    return { label, heard, charges: charges.length, nobodyMs: workForNobodyMs(calls, nowMs) }
  })
  const told = results.map(
    ({ label, heard, charges }) => `${label} the card is ${times(charges)} and the customer hears ${heard}`,
  )
  return {
    pictures: runs.map((run) => drawRun(run, state)),
    table: {
      caption: 'One payment',
      header: ['strategy', 'the customer hears', 'charges', 'shop at work for nobody'],
      rows: results.map(({ label, heard, charges, nobodyMs }) => [label, heard, charges, seconds(nobodyMs)]),
    },
    log: logOf(state),
    sentence: `After ${seconds(nowMs)}, ${told.join('; ')}.`,
  }
}

function drawRun(run: Run, { nowMs, untilMs, runs }: State): Lanes {
  // Two at least, or the picture would grow under the reader's eyes when the customer presses again.
  const attempts = Math.max(2, ...runs.flatMap(({ calls }) => calls.map(({ attempt }) => attempt)))
  const behind = Array.from({ length: attempts }, (_, index) => [`shop, ${index + 1}`, `provider, ${index + 1}`])
  const placed = run.calls.flatMap((_, index) => placeCall(run, index, nowMs))
  return {
    kind: 'lanes',
    title: run.hasKey ? 'With a key for each intent' : 'Without a key',
    axis: { label: 'time', unit: 'ms', until: untilMs },
    now: nowMs,
    lanes: ['page', 'balancer', ...behind.flat()].map((label, lane) => {
      const here = placed.filter((each) => each.lane === lane)
      return { label, spans: here.flatMap(({ spans = [] }) => spans), marks: here.flatMap(({ marks = [] }) => marks) }
    }),
    arrows: run.calls.flatMap((call) => arrowsOf(call, nowMs)),
    legend,
  }
}

const legend = [
  { of: 'mark', tone: 'plain', label: 'gives up' },
  { of: 'mark', tone: 'good', label: 'charged' },
  { of: 'mark', tone: 'bad', label: 'charged again' },
  { of: 'span', tone: 'plain', label: 'at work or waiting' },
  { of: 'span', tone: 'bad', label: 'at work for nobody' },
] as const

interface Placed {
  readonly lane: number
  readonly spans?: readonly Span[]
  readonly marks?: readonly Mark[]
}

/** What one call puts on the lanes of its caller and of the one behind. */
function placeCall({ calls, charges }: Run, index: number, nowMs: number): Placed[] {
  const call = calls[index]
  if (call === undefined) return []
  const { caller, sentMs, endedMs, isGivenUp, doneMs } = call
  const [from, to] = [laneIndex(caller, call), laneIndex(caller + 1, call)]
  const placed: Placed[] = [{ lane: to, spans: spansOf(calls, index, nowMs) }]
  if (caller === 0) placed.push({ lane: from, spans: [{ from: sentMs, to: endedMs ?? nowMs, tone: 'plain' }] })
  if (isGivenUp && endedMs !== undefined) placed.push({ lane: from, marks: [{ at: endedMs, tone: 'plain' }] })
  const charge = charges.indexOf(index)
  if (charge >= 0 && doneMs !== undefined) {
    placed.push({ lane: to, marks: [{ at: doneMs, tone: charge === 0 ? 'good' : 'bad' }] })
  }
  return placed
}

/** The request, and its answer when there is one; an answer that nobody reads is bad. */
function arrowsOf(call: Call, nowMs: number): Arrow[] {
  const { caller, sentMs, isGivenUp, doneMs, status } = call
  const [near, far] = [laneIndex(caller, call), laneIndex(caller + 1, call)]
  const request: Arrow = {
    from: near,
    to: far,
    leaves: sentMs,
    arrives: Math.min(sentMs + hopMs, nowMs),
    tone: 'plain',
  }
  if (doneMs === undefined) return [request]
  const arrives = Math.min(doneMs + hopMs, nowMs)
  const tone = isGivenUp ? 'bad' : 'good'
  return [request, { from: far, to: near, leaves: doneMs, arrives, tone, label: String(status) }]
}

/** The page and the balancer have one lane each, what lies behind has one for each attempt. */
function laneIndex(who: number, { caller, attempt }: Call): number {
  if (who < 2) return who
  return 2 * (caller === 0 ? 1 : attempt) + (who - 2)
}

/** The time for which the one behind was at work on a call: first for somebody, then perhaps for nobody. */
function spansOf(calls: readonly Call[], index: number, nowMs: number): Span[] {
  const call = calls[index]
  if (call === undefined) return []
  const from = Math.min(call.sentMs + hopMs, nowMs)
  const to = Math.max(from, call.doneMs ?? nowMs)
  const alone = Math.max(from, leftAloneMs(calls, index) ?? to)
  if (alone >= to) return [{ from, to, tone: 'plain' }]
  return [
    { from, to: alone, tone: 'plain' },
    { from: alone, to, tone: 'bad', label: 'for nobody' },
  ]
}

function logOf({ runs }: State): Table {
  const rows = runs.flatMap(({ label, calls, charges }) =>
    calls.flatMap((call, index) => {
      const { caller, sentMs, endedMs, isGivenUp, doneMs, status } = call
      const who = callers[caller] ?? ''
      const charge = charges.indexOf(index)
      return [
        { ms: sentMs, who, what: caller === 0 ? 'pay is pressed' : 'sends the request on' },
        ...(charge < 0 || doneMs === undefined
          ? []
          : [{ ms: doneMs, who: 'provider', what: charge === 0 ? 'charges the card' : 'charges the card again' }]),
        ...(endedMs === undefined ? [] : [{ ms: endedMs, who, what: isGivenUp ? 'gives up' : `hears ${status}` }]),
      ].map(({ ms, who: by, what }) => [ms, label, by, what] as const)
    }),
  )
  const inOrder = rows.toSorted((a, b) => a[0] - b[0])
  return { caption: 'What happened', header: ['ms', 'strategy', 'who', 'what'], rows: inOrder }
}
