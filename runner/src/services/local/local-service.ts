import type { ServerRecord, ServiceProvider, WarmServer } from '../provider.ts'

/** A service as child processes, which nobody but itself can find again by their folders. */
export interface LocalService<Server extends WarmServer> extends ServiceProvider<Server> {
  /** Removes what earlier keepers left behind, except what is listed. */
  removeLeftovers(kept: readonly ServerRecord[]): Promise<void>
}
