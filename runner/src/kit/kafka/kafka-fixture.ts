import type { Kafka } from 'kafkajs'
import { eventually } from '../eventually.ts'
import { asKit } from '../origin/async-watch.ts'
import type { KafkaClientOptions } from './client-options.ts'
import { type ExtraMember, joinGroup } from './extra-member.ts'
import { type GroupMember, Groups } from './groups.ts'
import type { Judge } from './judge.ts'
import { KafkaWorker, type KafkaWorkerOptions } from './kafka-worker.ts'
import { type ReadMessage, type SentMessage, toSend } from './message.ts'
import { type DrainOptions, readTopic } from './read-topic.ts'
import { takeOverProducer } from './requests.ts'
import { type TopicOptions, Topics } from './topics.ts'
import { patienceMs } from './within.ts'

interface KafkaSetting {
  /** As the broker says: `4.1.2`. */
  readonly version: string
  readonly judge: Judge
  readonly onWorker: (worker: KafkaWorker) => void
}

/**
 * Topics, groups and clients on a real Kafka broker, for one test. What begins with the names that it gives out is the
 * test's alone, and deleted after it.
 *
 * Every method needs the right to create topics and to read and write them; methods that need more say so. Each rejects
 * with an AssertionError that tells what it waited for when the broker does not come to it within 8 s.
 */
export class KafkaFixture {
  /** Where the broker is, for clients other than those of `client()`. They follow the address that the broker tells. */
  readonly brokers: readonly string[]
  /** As the broker says: `4.1.2`. */
  readonly version: string
  readonly #setting: KafkaSetting
  readonly #judge: Judge
  readonly #topics: Topics
  readonly #groups: Groups
  readonly #names = new Map<string, number>()
  #workers = 0

  /** @internal */
  constructor(setting: KafkaSetting) {
    this.#setting = setting
    this.#judge = setting.judge
    this.brokers = setting.judge.server.brokers
    this.version = setting.version
    this.#topics = new Topics(setting.judge)
    this.#groups = new Groups(setting.judge, this.#topics)
  }

  /**
   * A client of kafkajs, for the learner's code: quiet, with pauses that suit a broker on the same machine. Whatever is
   * made with it and still connected after the test fails the test.
   * @example const billing = await startBilling({ kafka: kafka.client(), topic, group })
   */
  client(options: KafkaClientOptions = {}): Kafka {
    return this.worker(options).client
  }

  /**
   * A client in a process of its own, as far as Kafka can tell, which can die at any moment and at any step.
   * @example
   * const worker = kafka.worker()
   * const crashed = worker.crashAfter('send')
   * await Promise.allSettled([relay(worker.client), crashed])
   */
  worker(options: KafkaWorkerOptions = {}): KafkaWorker {
    this.#workers += 1
    const worker = new KafkaWorker(
      {
        server: this.#judge.server,
        clientId: `worker-${this.#workers}`,
        evict: (groups, clientId) =>
          asKit(async () => void (await Promise.all(groups.map((group) => this.#groups.evict(group, clientId))))),
      },
      options,
    )
    this.#setting.onWorker(worker)
    return worker
  }

  /**
   * Makes a topic that can be written to at once, and resolves to its full name.
   * @example const topic = await kafka.topic('orders', { partitions: 3 })
   */
  async topic(name: string, options: TopicOptions = {}): Promise<string> {
    const topic = this.#nameAnew(name)
    await asKit(() => this.#topics.make(topic, options))
    return topic
  }

  /**
   * The id of a consumer group that nobody else has. The group comes into being with its first consumer.
   * @example const group = kafka.group('billing')
   */
  group(name: string): string {
    return this.#nameAnew(name)
  }

  /** A transactional id that nobody else has. */
  transactionalId(name: string): string {
    return this.#nameAnew(name)
  }

  /**
   * Writes messages, each once, in the order given within each partition.
   * @example await kafka.produce(topic, ['first', { key: 'alice', value: 'second' }])
   */
  async produce(topic: string, messages: readonly SentMessage[]): Promise<void> {
    await asKit(async () => (await this.#judge.producer()).send({ topic, messages: messages.map(toSend) }))
  }

  /**
   * Reads all that is in a topic now, by partition and offset. Of transactions it sees what was committed, and waits
   * for those that are open; see `DrainOptions` for the other ways.
   * @example expect((await kafka.drain(topic)).map(({ value }) => value)).toEqual(['first', 'second'])
   */
  drain(topic: string, options: DrainOptions = {}): Promise<readonly ReadMessage[]> {
    return asKit(async () => readTopic(this.#judge, topic, await this.#topics.bounds(topic), options))
  }

  /**
   * The offset that a group has committed for each partition of a topic: where its next consumer begins. Where nothing
   * was committed it is that of the first message.
   * @example expect(await kafka.committed(group, topic)).toEqual([2])
   */
  committed(group: string, topic: string): Promise<readonly number[]> {
    return asKit(() => this.#groups.committed(group, topic))
  }

  /**
   * How many records of a topic a group has not committed, over all partitions. In a topic with transactions the marks
   * that end them count too, and a consumer may not commit the last one: there ask for `caughtUp`.
   * @example expect(await kafka.lag(group, topic)).toBe(0)
   */
  lag(group: string, topic: string): Promise<number> {
    return asKit(async () => {
      const [bounds, committed] = [await this.#topics.bounds(topic), await this.#groups.committed(group, topic)]
      return bounds.reduce((lag, { high }, partition) => lag + high - (committed[partition] ?? high), 0)
    })
  }

  /**
   * Resolves when a group has committed every message that is in a topic now. Rejects with an AssertionError when it
   * has not within 8 s.
   * @example
   * await startBilling(kafka.client())
   * await kafka.caughtUp(group, topic)
   */
  caughtUp(group: string, topic: string): Promise<void> {
    return asKit(async () => {
      const next = new Map<number, number>()
      for (const { partition, offset } of await this.drain(topic)) next.set(partition, offset + 1)
      await eventually(
        () => this.#groups.committed(group, topic),
        (committed) => [...next].every(([partition, offset]) => (committed[partition] ?? 0) >= offset),
        { withinMs: patienceMs, describe: `the group commits every message; wanted: ${[...next.values()].join(', ')}` },
      )
    })
  }

  /**
   * The consumers of a group and their partitions, once it rebalances no more. Which consumer has which partition is
   * the group's affair; how many each has can be relied on. Needs the right to describe groups.
   * @example expect((await kafka.members(group)).map(({ partitions }) => partitions[topic]?.length)).toEqual([2, 2])
   */
  members(group: string): Promise<readonly GroupMember[]> {
    return asKit(() => this.#groups.members(group))
  }

  /**
   * Makes the group rebalance: a consumer joins that takes its share of the partitions, and neither handles nor commits
   * anything. It leaves when told to, or after the test. Needs the right to describe groups.
   * @example
   * const other = await kafka.join(group, topic)
   * await other.leave()
   */
  async join(group: string, topic: string): Promise<ExtraMember> {
    return asKit(() => joinGroup(this.#judge, this.#groups, group, topic))
  }

  /**
   * Takes every consumer out of a group, as the broker does with those it has not heard of for a session's time. They
   * live, find out at their next request, and join again: what they had not committed is delivered once more. Needs
   * the right to describe groups.
   */
  evict(group: string): Promise<void> {
    return asKit(() => this.#groups.evict(group))
  }

  /**
   * Has a group without consumers begin again at an offset, 0 if not said, in every partition.
   * Rejects with WRONG_USAGE when the group has consumers.
   * @example await kafka.rewind(group, topic)
   */
  rewind(group: string, topic: string, offset = 0): Promise<void> {
    return asKit(() => this.#groups.rewind(group, topic, offset))
  }

  /**
   * Does what a second producer with this transactional id does when it starts: the first is fenced off, and the
   * transaction that it has open is aborted.
   * @example
   * await transaction.send({ topic, messages })
   * await kafka.fence(transactionalId)
   * await expect(transaction.commit()).rejects.toThrow(/epoch/)
   */
  async fence(transactionalId: string): Promise<void> {
    const takeOver = () => takeOverProducer(this.#judge.server.port, transactionalId)
    const describe = 'the broker lets another producer take the transactional id over'
    await asKit(() => eventually(takeOver, (isDone) => isDone, { withinMs: patienceMs, describe }))
  }

  /** Names of one test differ; asking for the same again gives another. */
  #nameAnew(name: string): string {
    const earlier = this.#names.get(name) ?? 0
    this.#names.set(name, earlier + 1)
    return `${this.#judge.server.prefix}${earlier + 1}-${name}`
  }
}
