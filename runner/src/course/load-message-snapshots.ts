import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Kata } from './kata.ts'
import { loadText } from './load-text.ts'
import { type MessageSnapshot, parseSnapshots } from './message-snapshots.ts'

/** What each wrong solution of a kata is told, as reviewed. It comes with the package, which leaves the wrong solutions themselves out. */
export function loadMessageSnapshots(kata: Kata): MessageSnapshot[] {
  const file = join('wrong', 'messages.snap')
  return existsSync(join(kata.folder, file)) ? parseSnapshots(loadText(kata.folder, file)) : []
}
