import { randomBytes } from 'node:crypto'
import { isKafkaAlive } from '../kafka/kafka-requests.ts'
import { prefixOf } from '../kafka/leased-prefix.ts'
import { deleteNames, ownNamePrefix } from '../kafka/own-names.ts'
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
      const left = await deleteNames(port, (name) => [...over].some((one) => name.startsWith(one)))
      for (const one of over) if (!left.some((name) => name.startsWith(one))) over.delete(one)
    },
  })
  return {
    server,
    make: async () => open(`${ownNamePrefix()}${randomBytes(5).toString('hex')}-`),
    adopt: async ({ url }) => open(prefixOf(url)),
    removeOthers: async (kept) => {
      const isKept = (name: string) => kept.some(({ id }) => name.startsWith(id))
      await deleteNames(port, (name) => name.startsWith(ownNamePrefix()) && !isKept(name))
    },
    isAlive: () => isKafkaAlive(port),
    close: () => undefined,
  }
}
