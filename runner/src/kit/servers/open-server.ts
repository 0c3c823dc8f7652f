import { setTimeout as delay } from 'node:timers/promises'
import { findOpenConnections, findOpenTransactions } from '../leaks/find-leaks.ts'
import type { Leak } from '../leaks/leak.ts'
import type { Recording } from '../wire/recording.ts'

/** A leased server with all that the kit put around it. */
export interface OpenServer<Fixture, Server> {
  readonly fixture: Fixture
  /** What other parts of the kit need of it. */
  readonly server: Server
  /** Ends what the kit made. Returns what others opened and did not close; their connections are cut off. */
  close(): Promise<Leak[]>
  /** What the learner's clients of it reported, for a person who asks why a test failed. */
  lastWords?(): readonly string[]
  /** Throws SERVICE_LOST when the server is gone, unless the test itself ended it. */
  assertAlive(): Promise<void>
  keepForInspection(label: string): Promise<void>
  /** Gives the lease back. */
  release(): Promise<void>
}

/** How often to look whether connections that code closes in the background are closed; rounds, as a busy machine has little time in much. */
const closingRounds = 150
const closingRoundMs = 2

/** Finds what was opened and not given back, the root of it first: what follows from it is not told. */
export async function closeAndFindLeaks(
  recording: Recording,
  findCheckedOut: () => Leak[],
  end: () => Promise<void>,
): Promise<Leak[]> {
  const held = [...findCheckedOut(), ...findOpenTransactions(recording.connections)]
  await end()
  const rounds = held.length > 0 ? 0 : closingRounds
  for (let round = 0; round < rounds && recording.connections.length > 0; round += 1) await delay(closingRoundMs)
  const left = findOpenConnections(recording.connections)
  for (const connection of recording.connections) connection.abandon()
  return held.length > 0 ? held : left
}
