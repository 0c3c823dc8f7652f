import { draw } from '../draw.ts'
import type { Model, Params } from '../model.ts'
import { answer, strategies } from './answer.ts'
import { type Act, clients, lastActMs, lengthMs, type Name, type State } from './state.ts'
import { view } from './view.ts'

/** Two clients write and read while a replica falls behind. A step is the next write or read. */
export const model: Model<Name, State> = {
  init: (params, seed) => ({
    params,
    nowMs: 0,
    acts: clients.flatMap((_, client) => actsOf(client, seed, params)).toSorted((a, b) => a.atMs - b.atMs),
    runs: strategies.map(({ label }) => ({ label, answers: [] })),
  }),
  step(state, params) {
    const nowMs = Math.min(lengthMs, ...momentsOf(state).filter((atMs) => atMs > state.nowMs))
    const reads = state.acts.filter(({ kind, atMs }) => kind === 'read' && atMs === nowMs)
    const runs = state.runs.map((run, index) => {
      const choose = strategies[index]?.choose
      if (!choose) return run
      return { ...run, answers: [...run.answers, ...reads.map((read) => answer(read, state.acts, choose, params))] }
    })
    return { ...state, nowMs, runs }
  },
  isOver: ({ nowMs }) => nowMs >= lengthMs,
  view,
}

/** When somebody does something, and when somebody who waits has an answer. */
function momentsOf({ acts, runs }: State): number[] {
  return [
    ...acts.map(({ atMs }) => atMs),
    ...runs.flatMap(({ answers }) => answers.map(({ answeredMs }) => answeredMs)),
  ]
}

/** A write every few seconds, the read that follows it, and another look at the same page some seconds later. */
function actsOf(client: number, seed: number, { thinkMs }: Params<Name>): Act[] {
  const acts: Act[] = []
  let atMs = 0
  for (let nth = 0; atMs < lastActMs; nth++) {
    atMs += 10 * (200 + draw(seed, 500, 0, client, nth))
    const laterMs = 10 * (1 + draw(seed, 600, 1, client, nth))
    acts.push({ client, kind: 'write', atMs }, { client, kind: 'read', atMs: atMs + thinkMs })
    acts.push({ client, kind: 'read', atMs: atMs + thinkMs + laterMs })
  }
  return acts.filter((act) => act.atMs <= lastActMs)
}
