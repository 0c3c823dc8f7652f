import { askIfRunning } from './client/connect-to-keeper.ts'
import type { KeeperStatus } from './keeper/protocol.ts'

/** What the keeper owns now; undefined when no keeper runs, so that nothing does. Starts nothing. */
export async function serviceStatus(): Promise<KeeperStatus | undefined> {
  return askIfRunning('status', {})
}
