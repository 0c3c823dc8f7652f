import { askIfRunning } from './client/connect-to-keeper.ts'
import { removeKeeperState } from './keeper/keeper-state.ts'
import { providersFor } from './providers.ts'
import type { WarmServiceName } from './warm-service.ts'

/** Stops the named services, or all of them and the keeper, and removes what they stored. */
export async function stopServices(names?: readonly WarmServiceName[]): Promise<void> {
  const answer = names ? await askIfRunning('stop', { services: names }) : await askIfRunning('retire', {})
  if (answer === undefined) await removeOrphans()
}

/** What a killed keeper left behind would otherwise run until the next keeper begins. */
async function removeOrphans(): Promise<void> {
  await Promise.all(providersFor({}).map((provider) => provider.removeLeftovers([]).catch(() => undefined)))
  removeKeeperState()
}
