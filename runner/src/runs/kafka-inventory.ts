import type { KeeperStatus } from '../services/keeper/protocol.ts'

/** What the broker holds that a run could leave behind: what nobody leased, and what belongs to leases. */
export async function lookIntoKafka({ services, kept }: Pick<KeeperStatus, 'services' | 'kept'>) {
  const [{ listGroups, listTopics }, { leasedPrefix, prefixOf }] = await Promise.all([
    import('../services/kafka/kafka-requests.ts'),
    import('../services/kafka/leased-prefix.ts'),
  ])
  const port = services.find(({ name }) => name === 'kafka')?.port ?? 0
  const [topics = [], groups = []] = await Promise.all([listTopics(port), listGroups(port)])
  const things = [...topics.map((name) => ['topic', name] as const), ...groups.map((name) => ['group', name] as const)]
  const keptPrefixes = kept.filter(({ service }) => service === 'kafka').map(({ url }) => prefixOf(url))
  const isKept = (name: string) => keptPrefixes.some((prefix) => name.startsWith(prefix))
  const describe = ([kind, name]: (typeof things)[number]) => `Kafka ${kind} ${name}`
  return {
    made: things.filter(([, name]) => !name.startsWith(leasedPrefix)).map(describe),
    lent: things.filter(([, name]) => name.startsWith(leasedPrefix) && !isKept(name)).map(describe),
  }
}
