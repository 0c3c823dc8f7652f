import type { ProgressEvent, RunEvent } from './progress-event.ts'

/** One time of solving a kata from its starter, from the event that opened it to the first pass. */
export interface Sitting {
  /** Of the event that opened it. */
  readonly id: string
  readonly kata: string
  readonly openedBy: 'started' | 'review' | 'testout'
  /** ISO 8601. */
  readonly openedAt: string
  /** Runs that came to a verdict of the learner's, in order, the pass included. */
  readonly runs: readonly RunEvent[]
  /** How many different texts of the learner's file were run. */
  readonly tries: number
  readonly hints: number
  readonly hasSeenSolution: boolean
  /** ISO 8601; absent while it is not passed. */
  readonly passedAt?: string
}

/**
 * The sittings of each kata, in order. The log may be merged from two machines: what follows depends on the order of
 * the events' ids alone. What happens after a pass, and before the kata is begun anew, belongs to no sitting.
 */
export function deriveSittings(events: readonly ProgressEvent[]): ReadonlyMap<string, readonly Sitting[]> {
  const sittings = new Map<string, Sitting[]>()
  for (const event of events.filter(isOfSitting)) {
    const own = sittings.get(event.kata) ?? []
    sittings.set(event.kata, own)
    const last = own.at(-1)
    const isOpen = last !== undefined && last.passedAt === undefined
    if (event.kind === 'review' || event.kind === 'testout') own.push(openSitting(event, event.kind))
    else if (event.kind === 'started') own.push(...(isOpen ? [] : [openSitting(event, 'started')]))
    else if (isOpen) own[own.length - 1] = advance(last, event)
    else if (last === undefined) own.push(advance(openSitting(event, 'started'), event))
  }
  return sittings
}

type SittingEvent = Extract<ProgressEvent, { kind: 'started' | 'review' | 'testout' | 'run' | 'hint' | 'solution' }>

const kindsOfSitting: ReadonlySet<string> = new Set(['started', 'review', 'testout', 'run', 'hint', 'solution'])

// What a later version wrote may be of any shape, and changes nothing.
function isOfSitting(event: ProgressEvent): event is SittingEvent {
  return kindsOfSitting.has(event.kind) && 'kata' in event && typeof event.kata === 'string'
}

function openSitting({ id, kata, at }: SittingEvent, openedBy: Sitting['openedBy']): Sitting {
  return { id, kata, openedBy, openedAt: at, runs: [], tries: 0, hints: 0, hasSeenSolution: false }
}

function advance(sitting: Sitting, event: SittingEvent): Sitting {
  switch (event.kind) {
    case 'hint':
      return { ...sitting, hints: sitting.hints + 1 }
    case 'solution':
      return { ...sitting, hasSeenSolution: true }
    case 'run':
      return event.state === 'undecided' ? sitting : afterRun(sitting, event)
    default:
      return sitting
  }
}

function afterRun(sitting: Sitting, run: RunEvent): Sitting {
  const runs = [...sitting.runs, run]
  const tries = new Set(runs.map(({ contentHash }) => contentHash)).size
  return { ...sitting, runs, tries, ...(run.state === 'passed' ? { passedAt: run.at } : {}) }
}
