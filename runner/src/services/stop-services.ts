import { askIfRunning } from './client/connect-to-keeper.ts'
import { findKeeperState, ownedBy, removeKeeperState } from './keeper/keeper-state.ts'
import { providers } from './providers.ts'
import type { WarmServiceName } from './warm-service.ts'

/** Stops the named services, or all of them and the keeper, and removes what they stored. */
export async function stopServices(names?: readonly WarmServiceName[]): Promise<void> {
  const answer = names ? await askIfRunning('stop', { services: names }) : await askIfRunning('retire', {})
  if (answer === undefined) await removeOrphans()
}

/** What a killed keeper left behind would otherwise run until the next keeper begins. */
async function removeOrphans(): Promise<void> {
  await Promise.all([...providers.map((provider) => provider.removeLeftovers([])), leaveExternal()].map(forgiving))
  removeKeeperState()
}

/** What is ours on the servers of others is removed by their addresses, as nothing else finds it. */
async function leaveExternal(): Promise<void> {
  const { servers } = ownedBy(findKeeperState())
  for (const record of servers.filter(({ service }) => service.provider === 'external')) {
    const service = providers.find(({ name }) => name === 'external')?.services[record.service.name as WarmServiceName]
    await (await service?.adopt(record))?.stop()
  }
}

function forgiving(work: Promise<void>): Promise<void> {
  return work.catch(() => undefined)
}
