/**
 * The models of the interactive figures: pure, seeded, the same on the site, in the terminal and in tests.
 *
 * ```ts
 * const figure = await loadFigure('token-bucket')
 * const states = playModel(figure.model, fillParams(figure.parameters, { rate: 10 }), 7)
 * const view = figure.model.view(states.at(-1))
 * ```
 *
 * What runs in a page imports only the model: `loadbearing/figures/token-bucket`.
 */
export { claimSeeds, countHeld, type HeldClaim } from './count-held.ts'
export type { Claim, Figure, Parameter, Preset, Strategy } from './figure.ts'
export { fillParams } from './fill-params.ts'
export type { Model, Params } from './model.ts'
export { playModel } from './play-model.ts'
export { type FigureName, figureNames, isFigureName, loadFigure } from './registry.ts'
export type {
  Arrow,
  Axis,
  Bar,
  Bars,
  Chart,
  Lane,
  Lanes,
  LegendEntry,
  Line,
  Mark,
  Picture,
  Ring,
  Span,
  Table,
  Tone,
  View,
} from './view.ts'
