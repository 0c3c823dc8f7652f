import { openLease } from './client/open-lease.ts'
import { prefixOf } from './kafka/leased-prefix.ts'
import type { KafkaLease } from './lease.ts'

/** Names of one's own on the warm broker: topics and groups that begin with `prefix`. Starts the broker if that has to be. */
export async function leaseKafka(): Promise<KafkaLease> {
  const lease = await openLease('kafka')
  const { url } = lease.address
  const { host, port } = new URL(url)
  return { ...lease.base, brokers: [host], port: Number(port), prefix: prefixOf(url) }
}
