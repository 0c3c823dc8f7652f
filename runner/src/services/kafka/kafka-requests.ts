import { askKafka } from './ask-kafka.ts'
import { FieldWriter } from './wire-format.ts'

/** How long the broker may take to delete topics, and to say so. */
const deleteLimitMs = 10_000

/** Whether a broker answers on this port of loopback. */
export async function isKafkaAlive(port: number): Promise<boolean> {
  const answer = await askKafka(port, { key: 18, version: 0 })
  return answer?.int16() === 0
}

/**
 * Whether a group and a transaction have their coordinators: the broker makes the topics in which these keep their state
 * when somebody first asks, and until then whoever asks has to try again.
 */
export async function hasCoordinators(port: number): Promise<boolean> {
  const [group, transaction] = [0, 1]
  const find = async (type: number) => {
    const body = new FieldWriter().string('kata-warm-up').int8(type)
    const answer = await askKafka(port, { key: 10, version: 1, body })
    answer?.int32()
    return answer?.int16() === 0
  }
  const found = await Promise.all([group, transaction].map(find))
  return found.every((isThere) => isThere)
}

/** Every topic but the broker's own; undefined when it does not answer. */
export async function listTopics(port: number): Promise<readonly string[] | undefined> {
  const answer = await askKafka(port, { key: 3, version: 1, body: new FieldWriter().int32(-1) })
  if (!answer) return undefined
  const skipBroker = () => [answer.int32(), answer.string(), answer.int32(), answer.string()]
  answer.array(skipBroker)
  answer.int32()
  const topics = answer.array(() => {
    answer.int16()
    const topic = { name: answer.string(), isInternal: answer.int8() === 1 }
    const skipNumber = () => answer.int32()
    answer.array(() => [
      answer.int16(),
      answer.int32(),
      answer.int32(),
      answer.array(skipNumber),
      answer.array(skipNumber),
    ])
    return topic
  })
  return topics.filter(({ isInternal }) => !isInternal).map(({ name }) => name)
}

export async function deleteTopics(port: number, names: readonly string[]): Promise<void> {
  if (names.length === 0) return
  const body = new FieldWriter().strings(names).int32(deleteLimitMs)
  await askKafka(port, { key: 20, version: 1, body }, deleteLimitMs)
}

/** Every consumer group; undefined when the broker does not answer. */
export async function listGroups(port: number): Promise<readonly string[] | undefined> {
  const answer = await askKafka(port, { key: 16, version: 1 })
  if (!answer) return undefined
  answer.int32()
  answer.int16()
  return answer.array(() => {
    const group = answer.string()
    answer.string()
    return group
  })
}

/** Deletes groups. Those that still have members stay. */
export async function deleteGroups(port: number, names: readonly string[]): Promise<void> {
  if (names.length === 0) return
  await askKafka(port, { key: 42, version: 0, body: new FieldWriter().strings(names) })
}
