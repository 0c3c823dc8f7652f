import { draw } from '../draw.ts'
import { ringSize } from './state.ts'

/** A place at which a server stands on the ring: it has the keys from the point before it up to here. */
export interface Point {
  readonly place: number
  readonly server: number
}

/** The points of all servers, in order. The same server has the same places whoever else is there. */
export function pointsOf(servers: readonly number[], nodes: number, seed: number): Point[] {
  const points = servers.flatMap((server) =>
    Array.from({ length: nodes }, (_, node) => ({ place: draw(seed, ringSize, 1, server, node), server })),
  )
  return points.toSorted((a, b) => a.place - b.place || a.server - b.server)
}

/** The server of the first point at a place or behind it, and of the very first one behind the last. */
export function ownerAt(place: number, points: readonly Point[]): number {
  let [low, high] = [0, points.length]
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    if ((points[middle]?.place ?? 0) < place) low = middle + 1
    else high = middle
  }
  return (points[low] ?? points[0])?.server ?? 0
}

export function hashOf(key: number, seed: number): number {
  return draw(seed, ringSize, 0, key)
}
