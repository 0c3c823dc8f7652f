import { homeId } from '../data-folder.ts'
import { deleteGroups, deleteTopics, listGroups, listTopics } from './kafka-requests.ts'
import { leasedPrefix } from './leased-prefix.ts'

/** How the names begin which this data folder's keeper leases, on whatever broker. */
export function ownNamePrefix(): string {
  return `${leasedPrefix}${homeId().slice(0, 8)}-`
}

/**
 * Deletes topics and groups by their names. Resolves to those that are still there: groups that have members, and what
 * a busy broker has not got round to; undefined when it does not answer.
 */
export async function deleteNames(
  port: number,
  isOver: (name: string) => boolean,
): Promise<readonly string[] | undefined> {
  await deleteGroups(port, ((await listGroups(port)) ?? []).filter(isOver))
  await deleteTopics(port, ((await listTopics(port)) ?? []).filter(isOver))
  const [groups, topics] = [await listGroups(port), await listTopics(port)]
  return groups && topics && [...groups, ...topics].filter(isOver)
}
