import { draw } from '../draw.ts'
import type { Model, Params } from '../model.ts'
import { hashOf, ownerAt, pointsOf } from './place.ts'
import { type Change, type Name, type State, strategyNames } from './state.ts'
import { view } from './view.ts'

/** Keys on servers that come and go, placed in three ways. A step is a server that joins or leaves. */
export const model: Model<Name, State> = {
  init(params, seed) {
    const servers = Array.from({ length: params.servers }, (_, server) => server + 1)
    const owners = ownersOf(servers, params, seed)
    return { params, seed, servers, nextServer: params.servers + 1, owners, changes: [] }
  },
  step(state, params) {
    return state.changes.length < params.joins ? join(state, params) : leave(state, params)
  },
  isOver: ({ params: { joins, leaves }, changes, servers }) =>
    changes.length >= joins + leaves || (changes.length >= joins && servers.length === 1),
  view,
}

function join(state: State, params: Params<Name>): State {
  const { nextServer, servers } = state
  const change = { what: 'joins', server: nextServer, servers: servers.length + 1 } as const
  return { ...place(state, [...servers, nextServer], change, params), nextServer: nextServer + 1 }
}

function leave(state: State, params: Params<Name>): State {
  const { servers, seed, changes } = state
  const server = servers[draw(seed, servers.length, 2, changes.length)] ?? 0
  const left = servers.filter((each) => each !== server)
  return place(state, left, { what: 'leaves', server, servers: servers.length }, params)
}

/** Every key looks for its server anew. */
function place(state: State, servers: readonly number[], change: Omit<Change, 'moved'>, params: Params<Name>): State {
  const owners = ownersOf(servers, params, state.seed)
  const moved = owners.map((after, index) => {
    const before = state.owners[index]
    return after.filter((server, key) => server !== before?.[key]).length
  })
  return { ...state, servers, owners, changes: [...state.changes, { ...change, moved }] }
}

function ownersOf(servers: readonly number[], { keys, virtualNodes }: Params<Name>, seed: number): number[][] {
  const hashes = Array.from({ length: keys }, (_, key) => hashOf(key, seed))
  return strategyNames.map((name) => {
    if (name === 'modulo') return hashes.map((hash) => servers[hash % servers.length] ?? 0)
    const points = pointsOf(servers, name === 'ring' ? 1 : virtualNodes, seed)
    return hashes.map((hash) => ownerAt(hash, points))
  })
}
