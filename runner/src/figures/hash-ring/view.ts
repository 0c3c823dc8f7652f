import { sumOf } from '../sum-of.ts'
import type { Bars, Mark, Ring, Span, Table, Tone, View } from '../view.ts'
import { type Point, pointsOf } from './place.ts'
import { type Change, countKeys, fairMoves, ringSize, type State, strategyNames } from './state.ts'

/** Who has which part of the ring, what a change moves, and how even the shares are. */
export function view(state: State): View {
  const { owners, servers, changes, params } = state
  const results = strategyNames.map((label, index) => {
    const shares = countKeys(owners[index] ?? [], servers)
    const moved = sumOf(changes.map((change) => change.moved[index] ?? 0))
    return { label, moved, most: Math.max(...shares), fewest: Math.min(...shares) }
  })
  const told = results.map(
    ({ label, moved, most, fewest }) => `${label}: ${moved} have moved, and servers have ${fewest} to ${most} each`,
  )
  const last = changes.at(-1)
  const happened = last === undefined ? 'Nothing has changed' : `Server ${last.server} ${last.what}`
  return {
    pictures: [drawMoved(state), drawRing(state, 1), drawRing(state, params.virtualNodes)],
    table: {
      caption: `${params.keys} keys on ${servers.length} servers`,
      header: ['strategy', 'moved', 'fair', 'fullest', 'emptiest'],
      rows: results.map(({ label, moved, most, fewest }) => [label, moved, fairMoves(state), most, fewest]),
    },
    log: logOf(state),
    sentence: `${happened}. Of ${params.keys} keys on ${servers.length} servers, ${told.join('; ')}.`,
  }
}

function drawMoved({ changes, params }: State): Bars {
  const last = changes.at(-1)
  return {
    kind: 'bars',
    title: last === undefined ? 'Keys that move' : `Keys that move when server ${last.server} ${last.what}`,
    axis: { label: 'keys', unit: 'keys', until: params.keys },
    bars: strategyNames.map((label, index) => {
      const value = last?.moved[index] ?? 0
      return { label, value, tone: 2 * value > params.keys ? 'bad' : 'good' }
    }),
  }
}

/** The ring as it is with the server that has just come, or was with the one that has just left. */
function drawRing({ servers, changes, seed }: State, nodes: number): Ring {
  const last = changes.at(-1)
  const shown = last?.what === 'leaves' ? [...servers, last.server] : servers
  const points = pointsOf(shown, nodes, seed)
  const marks = points.map(({ place, server }): Mark => {
    return { at: place, tone: toneOf(server, last), label: `server ${server}` }
  })
  const spans = spansOf(points, last)
  return {
    kind: 'ring',
    title: nodes === 1 ? 'A ring with one place for each server' : `A ring with ${nodes} places for each server`,
    size: ringSize,
    // Of many places only those are shown that the change is about.
    spans: nodes === 1 ? spans : spans.filter(({ tone }) => tone !== 'plain'),
    marks: nodes === 1 ? marks : [],
    legend: [
      { of: 'span', tone: 'plain', label: 'stays where it is' },
      { of: 'span', tone: 'good', label: 'goes to the server that joins' },
      { of: 'span', tone: 'bad', label: 'leaves the one that leaves' },
    ],
  }
}

/** The part that ends at each point, and behind the last point the rest, which belongs to the first one. */
function spansOf(points: readonly Point[], last: Change | undefined): Span[] {
  const spans = points.map(({ place, server }, index) => {
    return { from: points[index - 1]?.place ?? 0, to: place, tone: toneOf(server, last) }
  })
  const rest = { from: points.at(-1)?.place ?? 0, to: ringSize, tone: toneOf(points[0]?.server ?? 0, last) }
  return [...spans, rest]
}

function toneOf(server: number, last: Change | undefined): Tone {
  if (server !== last?.server) return 'plain'
  return last.what === 'joins' ? 'good' : 'bad'
}

function logOf({ changes }: State): Table {
  return {
    caption: 'Keys that moved, change by change',
    header: ['server', 'what', 'fair, one in', ...strategyNames],
    rows: changes.map(({ server, what, servers, moved }) => [server, what, servers, ...moved]),
  }
}
