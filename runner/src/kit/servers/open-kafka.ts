import { setTimeout as delay } from 'node:timers/promises'
import { leaseKafka } from '../../services/lease-kafka.ts'
import { Judge } from '../kafka/judge.ts'
import { KafkaFixture } from '../kafka/kafka-fixture.ts'
import { loadKafkaLibrary } from '../kafka/kafka-library.ts'
import type { KafkaServer } from '../kafka/kafka-server.ts'
import type { KafkaWorker } from '../kafka/kafka-worker.ts'
import type { Leak } from '../leaks/leak.ts'
import { findConnectionsTo } from '../origin/async-watch.ts'
import type { OpenServer } from './open-server.ts'

/** How often to look whether clients that code disconnects in the background are disconnected. */
const closingRounds = 150
const closingRoundMs = 2

/** Leases names on the warm broker. */
export async function openKafka(): Promise<OpenServer<KafkaFixture, KafkaServer>> {
  const [lease, library] = await Promise.all([leaseKafka(), loadKafkaLibrary()])
  const { brokers, port, prefix, version } = lease
  const server: KafkaServer = { brokers, port, prefix, library }
  const judge = new Judge(server)
  const workers: KafkaWorker[] = []
  const findLeaks = () => [...workers.flatMap((worker) => worker.findLeaks()), ...findOtherConnections(port)]
  return {
    fixture: new KafkaFixture({ version, judge, onWorker: (worker) => workers.push(worker) }),
    server,
    async close() {
      for (let round = 0; round < closingRounds && findLeaks().length > 0; round += 1) await delay(closingRoundMs)
      const leaks = findLeaks()
      // Whoever was left connected falls silent, and out of its groups, so that these can be deleted.
      const left = workers.filter((worker) => worker.findLeaks().length > 0)
      await Promise.all(left.map((worker) => worker.crash()))
      await judge.end()
      return leaks
    },
    lastWords: () => workers.flatMap(({ lastWords }) => lastWords.map((line) => `kafkajs: ${line}`)),
    assertAlive: () => lease.assertAlive(),
    keepForInspection: (label) => lease.keepForInspection(label),
    release: async () => lease[Symbol.asyncDispose](),
  }
}

/** Of clients that the learner's code made by itself. */
function findOtherConnections(port: number): Leak[] {
  return findConnectionsTo(port).map(({ findOrigin }) => ({
    what: 'Your code left a connection to Kafka open',
    remedy: 'disconnect what it connects, also after an error',
    origin: findOrigin(),
  }))
}
