import { draw } from './draw.ts'
import type { Parameter } from './figure.ts'
import type { Params } from './model.ts'

// Apart from what models draw.
const stream = 0x70617261

/** Params that a reader could have set, drawn by the seed: for claims and properties that hold whatever is set. */
export function drawParams<Name extends string>(
  parameters: Readonly<Record<Name, Parameter>>,
  seed: number,
): Params<Name> {
  const drawn = Object.entries<Parameter>(parameters).map(([name, { min, max, step }], index) => {
    const places = Math.floor((max - min) / step) + 1
    return [name, min + step * draw(seed, places, stream, index)]
  })
  return Object.fromEntries(drawn)
}
