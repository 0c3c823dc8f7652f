import { drawParams } from '../draw-params.ts'
import type { Figure } from '../figure.ts'
import { fillParams } from '../fill-params.ts'
import { playModel } from '../play-model.ts'
import { model } from './model.ts'
import { countKeys, type Name, type State, strayMoves } from './state.ts'

const parameters = {
  servers: { label: 'servers', unit: '', min: 2, max: 12, step: 1, default: 5 },
  virtualNodes: { label: 'virtual nodes of each', unit: '', min: 2, max: 128, step: 2, default: 16 },
  keys: { label: 'keys', unit: '', min: 100, max: 1000, step: 100, default: 600 },
  joins: { label: 'servers that join', unit: '', min: 0, max: 3, step: 1, default: 1 },
  leaves: { label: 'and then servers that leave', unit: '', min: 0, max: 3, step: 1, default: 0 },
} as const

const presets = {
  'one-joins': {},
  'one-leaves': { joins: 0, leaves: 1 },
  'many-nodes': { virtualNodes: 128 },
  'come-and-go': { joins: 3, leaves: 3 },
} as const

/** Which keys move. */
export const figure: Figure<Name, State> = {
  title: 'Which keys move',
  summary:
    'The same keys on the same servers, by modulo, on a ring, and on a ring with virtual nodes, when a server joins or leaves.',
  model,
  parameters,
  presets: [
    { id: 'one-joins', label: 'a sixth server joins', params: presets['one-joins'] },
    { id: 'one-leaves', label: 'one of five leaves', params: presets['one-leaves'] },
    { id: 'many-nodes', label: '128 virtual nodes each', params: presets['many-nodes'] },
    { id: 'come-and-go', label: 'three join, then three leave', params: presets['come-and-go'] },
  ],
  strategies: [
    {
      id: 'modulo',
      label: 'modulo',
      does: 'The hash of a key, divided by the number of servers, leaves the number of its server.',
    },
    { id: 'ring', label: 'ring', does: 'A key belongs to the first server behind it on a ring.' },
    {
      id: 'virtual-nodes',
      label: 'virtual nodes',
      does: 'The same, and each server stands at many places of the ring.',
    },
  ],
  claims: [
    {
      id: 'modulo-moves-most-keys',
      sentence: 'By modulo, most keys move when a server joins.',
      holds(seed) {
        const params = { ...drawParams(parameters, seed), joins: 1 }
        const [change] = playModel(model, params, seed, 1).at(-1)?.changes ?? []
        return 2 * (change?.moved[0] ?? 0) > params.keys
      },
    },
    {
      id: 'a-ring-moves-what-it-must',
      sentence:
        'On a ring, keys move to the server that joins or away from the one that leaves, and no other key moves.',
      holds(seed) {
        const states = playModel(model, drawParams(parameters, seed), seed)
        return states.every((after, at) => {
          const before = states[at - 1]
          return before === undefined || (strayMoves(before, after, 1) === 0 && strayMoves(before, after, 2) === 0)
        })
      },
    },
    {
      id: 'one-key-in-n-moves',
      sentence: 'With 64 virtual nodes, a sixth server takes a sixth of the keys, give or take half of that.',
      holds(seed) {
        const params = fillParams(parameters, { virtualNodes: 64 })
        const [change] = playModel(model, params, seed, 1).at(-1)?.changes ?? []
        const moved = change?.moved[2] ?? 0
        return 12 * moved >= params.keys && 4 * moved <= params.keys
      },
    },
    {
      id: 'virtual-nodes-even-out',
      sentence: 'Virtual nodes take keys from the fullest server of a ring.',
      holds(seed) {
        const { owners, servers } = model.init(fillParams(parameters), seed)
        const [, ring = 0, virtual = 0] = owners.map((each) => Math.max(...countKeys(each, servers)))
        return virtual < ring
      },
      // Now and then five servers stand evenly on the ring by chance.
      leastHeld: 180,
    },
  ],
}
