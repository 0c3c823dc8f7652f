import { findOpenConnections, findOpenTransactions } from '../leaks/find-leaks.ts'
import type { Leak } from '../leaks/leak.ts'
import type { Board } from './board.ts'

/** What the kit made for those who are on a board. */
interface Belongings {
  findCheckedOut(): Leak[]
  leave(): Promise<void>
  settled(): Promise<void>
}

/** How often to look whether connections that code closes in the background are closed; rounds, as a busy machine has little time in much. */
const closingRounds = 60
const closingRoundMs = 5

/** Ends what the kit made, and finds what those on the board left open. */
export async function clearBoard(board: Board, belongings: Belongings): Promise<Leak[]> {
  const held = [...findOpenTransactions(board.lanes.map((lane) => lane.connection)), ...belongings.findCheckedOut()]
  await belongings.leave()
  const rounds = held.length > 0 ? 0 : closingRounds
  for (let round = 0; round < rounds && board.lanes.length > 0; round += 1) await board.changed(closingRoundMs)
  const left = findOpenConnections(board.lanes.map((lane) => lane.connection))
  for (const lane of board.lanes) lane.connection.abandon()
  await belongings.settled()
  return held.length > 0 ? held : left
}
