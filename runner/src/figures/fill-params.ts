import type { Parameter } from './figure.ts'
import type { Params } from './model.ts'

/** All params of a figure: those that are given, and the defaults of the others. */
export function fillParams<Name extends string>(
  parameters: Readonly<Record<Name, Parameter>>,
  given: Partial<Params<Name>> = {},
): Params<Name> {
  const defaults = Object.entries<Parameter>(parameters).map(([name, parameter]) => [name, parameter.default])
  return { ...Object.fromEntries(defaults), ...given }
}
