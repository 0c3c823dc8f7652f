import { askKeeper } from './client/connect-to-keeper.ts'
import { ensureServices } from './ensure-services.ts'
import type { ShellTarget } from './keeper/protocol.ts'
import type { WarmServiceName } from './warm-service.ts'

/**
 * What a shell for this service should open: the lease of this id, else what the last failed run left, else the warm
 * server, started if need be.
 */
export async function findShellTarget(service: WarmServiceName, leaseId?: string): Promise<ShellTarget> {
  await ensureServices({ [service]: 1 }, { pull: false })
  const { result } = await askKeeper('shell', leaseId === undefined ? { service } : { service, leaseId })
  return result
}
