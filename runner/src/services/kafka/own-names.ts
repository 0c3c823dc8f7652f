import { homeId } from '../data-folder.ts'
import { deleteGroups, deleteTopics, listGroups, listTopics } from './kafka-requests.ts'
import { leasedPrefix } from './leased-prefix.ts'

/** How the names begin which this data folder's keeper leases, on whatever broker. */
export function ownNamePrefix(): string {
  return `${leasedPrefix}${homeId().slice(0, 8)}-`
}

/** Deletes topics and groups by their names. Resolves to the groups that could not be deleted. */
export async function deleteNames(port: number, isOver: (name: string) => boolean): Promise<readonly string[]> {
  await deleteGroups(port, ((await listGroups(port)) ?? []).filter(isOver))
  await deleteTopics(port, ((await listTopics(port)) ?? []).filter(isOver))
  return ((await listGroups(port)) ?? []).filter(isOver)
}
