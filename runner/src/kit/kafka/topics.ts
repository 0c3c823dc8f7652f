import type { ITopicConfig } from 'kafkajs'
import { eventually } from '../eventually.ts'
import type { Judge } from './judge.ts'
import { findBounds, type PartitionBounds } from './requests.ts'
import { patienceMs } from './within.ts'

export interface TopicOptions {
  /** Default 1. */
  readonly partitions?: number
  /** Settings of the topic as the broker calls them: `{ 'retention.ms': '1000' }`. */
  readonly settings?: Readonly<Record<string, string>>
}

/** The topics of one test. */
export class Topics {
  readonly #judge: Judge
  readonly #partitions = new Map<string, number>()

  constructor(judge: Judge) {
    this.#judge = judge
  }

  /**
   * Makes a topic, and waits until the broker leads every partition of it: a client that writes before is refused by
   * some, sends the whole request again, and the others have its messages twice.
   */
  async make(topic: string, { partitions = 1, settings = {} }: TopicOptions): Promise<void> {
    const admin = await this.#judge.admin()
    const configEntries = Object.entries(settings).map(([name, value]) => ({ name, value }))
    const wanted: ITopicConfig = { topic, numPartitions: partitions, configEntries }
    await admin.createTopics({ topics: [wanted], waitForLeaders: false })
    this.#partitions.set(topic, partitions)
    await this.bounds(topic)
  }

  /** Where the partitions of a topic begin and end, by partition. */
  async bounds(topic: string): Promise<readonly PartitionBounds[]> {
    const partitions = await this.#countPartitions(topic)
    const find = () => findBounds(this.#judge.server.port, topic, partitions)
    const describe = `the broker leads all partitions of ${topic}`
    return eventually(find, (bounds) => bounds.length === partitions, { withinMs: patienceMs, describe })
  }

  async #countPartitions(topic: string): Promise<number> {
    const known = this.#partitions.get(topic)
    if (known !== undefined) return known
    const { topics } = await (await this.#judge.admin()).fetchTopicMetadata({ topics: [topic] })
    return topics[0]?.partitions.length ?? 0
  }
}
