import { hasCoordinators } from '../kafka/kafka-requests.ts'
import { ownNamePrefix } from '../kafka/own-names.ts'
import { pollUntil } from '../poll-until.ts'
import type { Refusals } from '../server-right.ts'
import { unusable } from './external-variable.ts'
import { askCluster, askHighestVersions, askSettings, askWhyNoTopic } from './kafka-questions.ts'

/** A broker does not tell its release, but which version of a request it understands: `Produce` since 4.1. */
const release = { apiKey: 0, apiVersion: 13, name: '4.1' }

const coordinatorLimitMs = 10_000

/** The most that a setting may be, and what it is by default. A test joins groups, and lets sessions expire. */
const largestSettings = { 'group.initial.rebalance.delay.ms': 0, 'group.min.session.timeout.ms': 100 }

/** What an external Kafka is, once it is known that it can serve. */
export interface ExaminedKafka {
  readonly version: string
  readonly lacks: Refusals
}

/** Looks what an external Kafka is. Throws EXTERNAL_SERVER_NOT_USABLE when no kata could run on it. */
export async function examineKafka(port: number): Promise<ExaminedKafka> {
  const name = `The external Kafka at 127.0.0.1:${port}`
  const versions = await askHighestVersions(port)
  if (!versions) {
    throw unusable('kafka', {
      reason: `No Kafka answers at 127.0.0.1:${port}, which KATA_KAFKA_BROKERS names, in plain text without a login.`,
      own: 'Start it, or name a listener of it with the protocol PLAINTEXT.',
    })
  }
  if ((versions.get(release.apiKey) ?? 0) < release.apiVersion) {
    const reason = `${name} is older than ${release.name}, the oldest on which katas are tried.`
    throw unusable('kafka', { reason, own: 'Name a newer broker.' })
  }
  const brokerId = await findOnlyBroker(port, name)
  await assertSettings(port, brokerId, name)
  const whyNoTopic = await askWhyNoTopic(port, `${ownNamePrefix()}examined`)
  if (whyNoTopic !== undefined) {
    throw unusable('kafka', { reason: `${name} does not let us create topics: ${whyNoTopic}.` })
  }
  if (!(await pollUntil(() => hasCoordinators(port), { withinMs: coordinatorLimitMs, everyMs: 20 }))) {
    throw unusable('kafka', {
      reason: `${name} does not coordinate groups and transactions.`,
      own: 'With one broker its offsets.topic.replication.factor, transaction.state.log.replication.factor and transaction.state.log.min.isr have to be 1.',
    })
  }
  return { version: `${release.name}+`, lacks: {} }
}

async function findOnlyBroker(port: number, name: string): Promise<number> {
  const brokers = (await askCluster(port))?.brokers ?? []
  const [broker] = brokers
  if (brokers.length !== 1 || broker === undefined) {
    throw unusable('kafka', {
      reason: `${name} is a cluster of ${brokers.length} brokers; katas need a cluster of one.`,
    })
  }
  if (![`127.0.0.1:${port}`, `localhost:${port}`].includes(broker.address)) {
    throw unusable('kafka', {
      reason: `${name} sends its clients on to ${broker.address}, which is another place.`,
      own: `Set its advertised.listeners to 127.0.0.1:${port}, or name the listener that it advertises.`,
    })
  }
  return broker.id
}

async function assertSettings(port: number, brokerId: number, name: string): Promise<void> {
  const settings = await askSettings(port, brokerId, Object.keys(largestSettings))
  if (typeof settings === 'string')
    throw unusable('kafka', { reason: `${name} does not tell its settings: ${settings}.` })
  for (const [setting, largest] of Object.entries(largestSettings)) {
    const value = settings.get(setting)
    if (Number(value) <= largest) continue
    throw unusable('kafka', {
      reason: `${name} has ${setting}=${value}; katas need at most ${largest}.`,
      own: `Set it to ${largest}: it is read when the broker starts.`,
    })
  }
}
