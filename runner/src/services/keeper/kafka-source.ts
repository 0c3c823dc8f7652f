import { randomBytes } from 'node:crypto'
import { deleteGroups, deleteTopics, isKafkaAlive, listGroups, listTopics } from '../kafka/kafka-requests.ts'
import { leasedPrefix, prefixOf } from '../kafka/leased-prefix.ts'
import type { WarmServer } from '../provider.ts'
import type { Leasable, LeaseSource } from './lease-source.ts'

/**
 * Leases names: topics and groups that begin with them are the holder's, who makes them as needed. What ends a lease
 * deletes them. A group that still has members refuses; it is deleted with a later lease, when they are gone.
 */
export function openKafkaSource(server: WarmServer): LeaseSource {
  const { port } = server.record.service
  const over = new Set<string>()
  const open = (prefix: string): Leasable => ({
    id: prefix,
    url: `kafka://127.0.0.1:${port}/${prefix}`,
    isAlive: () => isKafkaAlive(port),
    remove: async () => {
      over.add(prefix)
      const left = await deleteWhere(port, (name) => [...over].some((one) => name.startsWith(one)))
      for (const one of over) if (!left.some((name) => name.startsWith(one))) over.delete(one)
    },
  })
  return {
    server,
    make: async () => open(`${leasedPrefix}${randomBytes(5).toString('hex')}-`),
    adopt: async ({ url }) => open(prefixOf(url)),
    removeOthers: async (kept) => {
      const isKept = (name: string) => kept.some(({ id }) => name.startsWith(id))
      await deleteWhere(port, (name) => name.startsWith(leasedPrefix) && !isKept(name))
    },
    isAlive: () => isKafkaAlive(port),
    close: () => undefined,
  }
}

/** Resolves to the groups that could not be deleted. */
async function deleteWhere(port: number, isOver: (name: string) => boolean): Promise<readonly string[]> {
  await deleteGroups(port, ((await listGroups(port)) ?? []).filter(isOver))
  await deleteTopics(port, ((await listTopics(port)) ?? []).filter(isOver))
  return ((await listGroups(port)) ?? []).filter(isOver)
}
