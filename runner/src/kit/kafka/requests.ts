import { askKafka } from '../../services/kafka/ask-kafka.ts'
import { FieldWriter } from '../../services/kafka/wire-format.ts'

const newest = -1
const oldest = -2

/** Where a partition begins and ends. */
export interface PartitionBounds {
  readonly low: number
  /** Behind the last record, marks of transactions counted. */
  readonly high: number
  /** Behind the last record that a `read_committed` reader may have: an open transaction holds it back. */
  readonly stable: number
}

/**
 * What the broker says of the partitions of a topic; empty while it does not lead all of them yet. kafkajs asks only
 * for what a committed reader may have, and sees a topic before it can be written to.
 */
export async function findBounds(port: number, topic: string, partitions: number): Promise<readonly PartitionBounds[]> {
  const [lows, highs, stables] = await Promise.all([
    listOffsets(port, topic, partitions, { at: oldest, isCommitted: false }),
    listOffsets(port, topic, partitions, { at: newest, isCommitted: false }),
    listOffsets(port, topic, partitions, { at: newest, isCommitted: true }),
  ])
  if (!lows || !highs || !stables) return []
  return lows.map((low, partition) => ({ low, high: highs[partition] ?? low, stable: stables[partition] ?? low }))
}

async function listOffsets(
  port: number,
  topic: string,
  partitions: number,
  { at, isCommitted }: { readonly at: number; readonly isCommitted: boolean },
): Promise<readonly number[] | undefined> {
  const body = new FieldWriter().int32(-1).int8(isCommitted ? 1 : 0)
  body.int32(1).string(topic).int32(partitions)
  for (let partition = 0; partition < partitions; partition += 1) body.int32(partition).int64(at)
  const answer = await askKafka(port, { key: 2, version: 2, body })
  if (!answer) return undefined
  answer.int32()
  const offsets: number[] = []
  let isComplete = true
  answer.array(() => {
    answer.string()
    answer.array(() => {
      const partition = answer.int32()
      isComplete &&= answer.int16() === 0
      answer.int64()
      offsets[partition] = answer.int64()
    })
  })
  return isComplete ? offsets : undefined
}

/** Takes a member out of its group, as the broker does when it has not heard of it for too long. */
export async function removeMember(port: number, group: string, memberId: string): Promise<void> {
  await askKafka(port, { key: 13, version: 1, body: new FieldWriter().string(group).string(memberId) })
}

/** Commits an offset for a group without members. Resolves to whether the broker took it. */
export async function commitForEmptyGroup(
  port: number,
  { group, topic, offsets }: { readonly group: string; readonly topic: string; readonly offsets: readonly number[] },
): Promise<boolean> {
  const [noGeneration, noRetention] = [-1, -1]
  const body = new FieldWriter().string(group).int32(noGeneration).string('').int64(noRetention)
  body.int32(1).string(topic).int32(offsets.length)
  for (const [partition, offset] of offsets.entries()) body.int32(partition).int64(offset).string('')
  const answer = await askKafka(port, { key: 8, version: 2, body })
  let isTaken = answer !== undefined
  answer?.array(() => {
    answer.string()
    answer.array(() => {
      answer.int32()
      isTaken &&= answer.int16() === 0
    })
  })
  return isTaken
}

/**
 * Takes a transactional id over from whoever has it, as a new producer does when it starts, and ends what the old one
 * has begun. Resolves to false while the broker is still at that.
 */
export async function takeOverProducer(port: number, transactionalId: string): Promise<boolean> {
  const transactionTimeoutMs = 60_000
  const body = new FieldWriter().string(transactionalId).int32(transactionTimeoutMs)
  const answer = await askKafka(port, { key: 22, version: 0, body })
  answer?.int32()
  return answer?.int16() === 0
}
