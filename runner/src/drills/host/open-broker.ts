import type { Admin, Producer } from 'kafkajs'
import { Judge } from '../../kit/kafka/judge.ts'
import { loadKafkaLibrary } from '../../kit/kafka/kafka-library.ts'
import { Topics } from '../../kit/kafka/topics.ts'
import type { KafkaLease } from '../../services/lease.ts'
import { leaseKafka } from '../../services/lease-kafka.ts'

/** Names of the drill's own on the warm broker, and clients of the drill's own, which are disconnected with it. */
export interface DrillBroker extends KafkaLease {
  /** Resolves when every partition has a leader. */
  makeTopic(name: string, partitions?: number): Promise<void>
  admin(): Promise<Admin>
  producer(): Promise<Producer>
}

export async function openBroker(): Promise<DrillBroker> {
  const [lease, library] = await Promise.all([leaseKafka(), loadKafkaLibrary()])
  const judge = new Judge({ ...lease, library })
  const topics = new Topics(judge)
  return {
    ...lease,
    makeTopic: (name, partitions = 1) => topics.make(name, { partitions }),
    admin: () => judge.admin(),
    producer: () => judge.producer(),
    [Symbol.asyncDispose]: async () => {
      await judge.end().catch(() => undefined)
      await lease[Symbol.asyncDispose]()
    },
  }
}
