import type { Model, Params } from './model.ts'

/** More steps than this no figure takes: a reader has to be able to step through. */
export const mostSteps = 1000

/** Every state of a run, from the first to the last, or to the one after `steps` steps. */
export function playModel<Name extends string, State>(
  model: Model<Name, State>,
  params: Params<Name>,
  seed: number,
  steps = mostSteps,
): State[] {
  let state = model.init(params, seed)
  const states = [state]
  while (states.length <= steps && !model.isOver(state)) {
    state = model.step(state, params)
    states.push(state)
  }
  return states
}
