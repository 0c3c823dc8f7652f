import { draw } from '../draw.ts'
import type { Model, Params } from '../model.ts'
import { type Doing, type Fact, messages, type Name, type Order, type Run, restartMs, type State } from './state.ts'
import { view } from './view.ts'

/** A consumer that dies at the same moments with three orders of work and commit. A step is the next thing that is done. */
export const model: Model<Name, State> = {
  init(params, seed) {
    const labels: readonly Order[] = ['commit, then work', 'work, then commit', 'with a key']
    const runs = labels.map((label) => begin(newRun(label), 0, params))
    const eachDeathMs = restartMs + params.batch * params.workMs + params.commitMs
    const untilMs = quietMs(params) + params.crashes * eachDeathMs
    return { params, nowMs: 0, untilMs, deathsMs: deathsOf(seed, params), runs }
  },
  step(state, params) {
    const due = state.runs.filter(({ doing }) => doing !== undefined).map(({ doneAtMs }) => doneAtMs)
    const nextDeathMs = state.deathsMs.find((atMs) => atMs > state.nowMs)
    const nowMs = Math.min(...due, nextDeathMs ?? Number.POSITIVE_INFINITY)
    const runs = state.runs.map((run) => {
      if (run.doing === undefined) return run
      // A process that dies in the moment in which it is done has not done it.
      if (nowMs === nextDeathMs) return die(run, nowMs)
      return run.doneAtMs === nowMs ? begin(finish(run, nowMs, params), nowMs, params) : run
    })
    return { ...state, nowMs, runs }
  },
  isOver: ({ runs }) => runs.every(({ doing }) => doing === undefined),
  view,
}

function newRun(label: Order): Run {
  const effects = Array.from({ length: messages }, () => 0)
  return { label, doing: 'work', doneAtMs: 0, at: 0, committed: 0, effects, facts: [] }
}

/** How long all of it takes when nothing dies. */
function quietMs({ workMs, commitMs, batch }: Params<Name>): number {
  return messages * workMs + Math.ceil(messages / batch) * commitMs
}

function deathsOf(seed: number, params: Params<Name>): number[] {
  const deathsMs = Array.from({ length: params.crashes }, (_, nth) => 1 + draw(seed, quietMs(params), nth))
  return [...new Set(deathsMs)].toSorted((a, b) => a - b)
}

/** What the process does next, from now on. */
function begin(run: Run, nowMs: number, params: Params<Name>): Run {
  const doing = nextOf(run, params)
  if (doing === undefined) return { ...run, doing }
  return { ...run, doing, doneAtMs: nowMs + (doing === 'work' ? params.workMs : params.commitMs) }
}

function nextOf({ label, at, committed }: Run, { batch }: Params<Name>): Doing | undefined {
  const isBatchDone = at === messages || at - committed >= batch
  if (label === 'commit, then work') {
    if (at < committed) return 'work'
    return at < messages ? 'commit' : undefined
  }
  if (at > committed && isBatchDone) return 'commit'
  return at < messages ? 'work' : undefined
}

function finish(run: Run, nowMs: number, { batch }: Params<Name>): Run {
  if (run.doing === 'restart') return note({ ...run, at: run.committed }, 'start', nowMs, run.committed)
  if (run.doing === 'work') return work(run, nowMs)
  const committed = run.label === 'commit, then work' ? Math.min(messages, run.at + batch) : run.at
  return note({ ...run, committed }, 'commit', nowMs, committed)
}

function work(run: Run, nowMs: number): Run {
  const { at, label } = run
  const isKnown = (run.effects[at] ?? 0) > 0
  const after = { ...run, at: at + 1 }
  if (isKnown && label === 'with a key') return note(after, 'recognised', nowMs, at)
  const effects = run.effects.map((count, message) => (message === at ? count + 1 : count))
  return note({ ...after, effects }, isKnown ? 'repeated' : 'effect', nowMs, at)
}

/** What was being done is gone. A process that is not up yet can not die. */
function die(run: Run, nowMs: number): Run {
  if (run.doing === 'restart') return run
  return note({ ...run, doing: 'restart', doneAtMs: nowMs + restartMs }, 'death', nowMs, run.at)
}

function note(run: Run, what: Fact['what'], atMs: number, message: number): Run {
  return { ...run, facts: [...run.facts, { atMs, what, message }] }
}
