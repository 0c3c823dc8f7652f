import type { Model, Params } from './model.ts'
import { mostSteps } from './play-model.ts'

/** The last state of a run, without the ones before it. */
export function endOf<Name extends string, State>(
  model: Model<Name, State>,
  params: Params<Name>,
  seed: number,
): State {
  let state = model.init(params, seed)
  for (let steps = 0; steps < mostSteps && !model.isOver(state); steps++) state = model.step(state, params)
  return state
}
