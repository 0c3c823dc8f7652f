import type { Params } from '../model.ts'

export type Name = 'servers' | 'virtualNodes' | 'keys' | 'joins' | 'leaves'

export const strategyNames = ['modulo', 'ring', 'virtual nodes'] as const

/** Places on the ring. */
export const ringSize = 65_536

export interface Change {
  readonly what: 'joins' | 'leaves'
  readonly server: number
  /** How many servers there are with it. */
  readonly servers: number
  /** Keys that have another server now, by strategy. */
  readonly moved: readonly number[]
}

export interface State {
  readonly params: Params<Name>
  readonly seed: number
  /** By their numbers, which are never given again. */
  readonly servers: readonly number[]
  readonly nextServer: number
  /** The server of each key, by strategy, then by key. */
  readonly owners: readonly (readonly number[])[]
  readonly changes: readonly Change[]
}

/** How many keys each server has. */
export function countKeys(owners: readonly number[], servers: readonly number[]): number[] {
  return servers.map((server) => owners.filter((owner) => owner === server).length)
}

/** What has to move when all servers have the same share before and after. */
export function fairMoves({ changes, params }: State): number {
  return changes.reduce((sum, { servers }) => sum + Math.round(params.keys / servers), 0)
}

/** Keys that moved although they neither went to the server that joined nor came from the one that left. */
export function strayMoves(before: State, after: State, strategy: number): number {
  const change = after.changes.at(-1)
  const [from = [], to = []] = [before.owners[strategy], after.owners[strategy]]
  return to.filter((owner, key) => {
    const was = from[key]
    return owner !== was && change?.server !== (change?.what === 'joins' ? owner : was)
  }).length
}
