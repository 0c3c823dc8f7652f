import { setTimeout as delay } from 'node:timers/promises'
import type { WireConnection } from '../wire/traffic.ts'
import { findOpenConnections, findOpenTransactions } from './find-leaks.ts'
import type { Leak } from './leak.ts'

/** Knows which connections are open now. */
interface OpenConnections {
  readonly connections: readonly WireConnection[]
}

/** How often to look whether connections that code closes in the background are closed; rounds, as a busy machine has little time in much. */
const closingRounds = 150
const closingRoundMs = 2

/** Finds what was opened and not given back, the root of it first: what follows from it is not told. */
export async function closeAndFindLeaks(
  open: OpenConnections,
  findCheckedOut: () => Leak[],
  end: () => Promise<void>,
): Promise<Leak[]> {
  const held = [...findCheckedOut(), ...findOpenTransactions(open.connections)]
  await end()
  const rounds = held.length > 0 ? 0 : closingRounds
  for (let round = 0; round < rounds && findOpenConnections(open.connections).length > 0; round += 1)
    await delay(closingRoundMs)
  const left = findOpenConnections(open.connections)
  for (const connection of open.connections) connection.abandon()
  return held.length > 0 ? held : left
}
