import type { Admin, Consumer, Kafka, Producer } from 'kafkajs'
import { asKit } from '../origin/async-watch.ts'
import { clientDefaults, consumerDefaults } from './client-options.ts'
import type { KafkaServer } from './kafka-server.ts'

/** The kit's own clients: connected when first used, neither gated nor counted, and nobody waits for their timers. */
export class Judge {
  readonly server: KafkaServer
  readonly #kafka: Kafka
  readonly #consumers: Consumer[] = []
  #admin: Promise<Admin> | undefined
  #producer: Promise<Producer> | undefined

  constructor(server: KafkaServer) {
    this.server = server
    const { brokers, library } = server
    const { NOTHING } = library.logLevel
    this.#kafka = new library.Kafka({
      ...clientDefaults,
      brokers: [...brokers],
      clientId: 'the judge',
      logLevel: NOTHING,
      logCreator: () => () => {},
    })
  }

  admin(): Promise<Admin> {
    this.#admin ??= asKit(() => connected(this.#kafka.admin()))
    return this.#admin
  }

  /** Idempotent, so that its own retries never put a message into the log twice. */
  producer(): Promise<Producer> {
    this.#producer ??= asKit(() => connected(this.#kafka.producer({ idempotent: true })))
    return this.#producer
  }

  /** Not connected yet; disconnected in the end at the latest. */
  consumer(groupId: string, { readUncommitted = false } = {}): Consumer {
    const consumer = this.#kafka.consumer({ ...consumerDefaults, groupId, readUncommitted })
    this.#consumers.push(consumer)
    return consumer
  }

  async end(): Promise<void> {
    await Promise.all(this.#consumers.map((consumer) => consumer.disconnect()))
    await Promise.all([this.#admin, this.#producer].map(async (client) => (await client)?.disconnect()))
  }
}

async function connected<T extends { connect(): Promise<void> }>(client: T): Promise<T> {
  await client.connect()
  return client
}
