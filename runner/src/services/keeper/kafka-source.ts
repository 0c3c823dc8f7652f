import { randomBytes } from 'node:crypto'
import { isKafkaAlive } from '../kafka/kafka-requests.ts'
import { prefixOf } from '../kafka/leased-prefix.ts'
import { deleteNames, ownNamePrefix } from '../kafka/own-names.ts'
import { pollUntil } from '../poll-until.ts'
import type { WarmServer } from '../provider.ts'
import type { Leasable, LeaseSource } from './lease-source.ts'

const againEveryMs = 500
/** Longer than any member of a group stays in it after its death. */
const againForMs = 60_000

/**
 * Leases names: topics and groups that begin with them are the holder's, who makes them as needed. What ends a lease
 * deletes them. A group that still has members refuses, and a busy broker may leave a topic: these are deleted later,
 * while nobody waits.
 */
export function openKafkaSource(server: WarmServer): LeaseSource {
  const { port } = server.record.service
  const over = new Set<string>()
  let isOpen = true
  let isClearing = false
  /** Whether nothing is left of what is over. */
  const clear = async (): Promise<boolean> => {
    const left = await deleteNames(port, (name) => [...over].some((prefix) => name.startsWith(prefix)))
    if (!left) return false
    for (const prefix of over) if (!left.some((name) => name.startsWith(prefix))) over.delete(prefix)
    return over.size === 0
  }
  const clearLater = async (): Promise<void> => {
    if (isClearing) return
    isClearing = true
    await pollUntil(async () => !isOpen || clear(), { withinMs: againForMs, everyMs: againEveryMs })
    isClearing = false
  }
  const open = (prefix: string): Leasable => ({
    id: prefix,
    url: `kafka://127.0.0.1:${port}/${prefix}`,
    isAlive: () => isKafkaAlive(port),
    remove: async () => {
      over.add(prefix)
      if (!(await clear())) void clearLater()
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
    close: () => {
      isOpen = false
    },
  }
}
