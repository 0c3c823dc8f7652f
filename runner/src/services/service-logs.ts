import { askIfRunning } from './client/connect-to-keeper.ts'
import type { WarmServiceName } from './warm-service.ts'

/** The last lines that the warm server wrote; undefined when no keeper runs. */
export async function serviceLogs(service: WarmServiceName): Promise<string | undefined> {
  return askIfRunning('logs', { service })
}
