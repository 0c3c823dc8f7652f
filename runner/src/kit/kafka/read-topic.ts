import { randomUUID } from 'node:crypto'
import type { Judge } from './judge.ts'
import { type ReadMessage, toRead } from './message.ts'
import type { PartitionBounds } from './requests.ts'
import { within } from './within.ts'

export interface DrainOptions {
  /** `committed`, the default, sees what transactions have committed; `uncommitted` sees all that was written. */
  readonly isolation?: 'committed' | 'uncommitted'
  /**
   * `end`, the default, reads all that is there now, and waits for the transactions among it to end. `open transaction`
   * reads only what comes before the first that is open.
   */
  readonly upTo?: 'end' | 'open transaction'
}

/** Reads a topic from its beginning to where it ends now. Leaves no trace but a group that has committed nothing. */
export async function readTopic(
  judge: Judge,
  topic: string,
  bounds: readonly PartitionBounds[],
  { isolation = 'committed', upTo = 'end' }: DrainOptions,
): Promise<readonly ReadMessage[]> {
  const ends = new Map(
    bounds.map(({ low, high, stable }, partition) => [partition, endOf({ low, high, stable }, upTo)]),
  )
  for (const [partition, { low }] of bounds.entries()) if (ends.get(partition) === low) ends.delete(partition)
  if (ends.size === 0) return []
  const group = `${judge.server.prefix}judge-${randomUUID()}`
  const consumer = judge.consumer(group, { readUncommitted: isolation === 'uncommitted' })
  const messages: ReadMessage[] = []
  const isRead = Promise.withResolvers<void>()
  const noteRead = (partition: number, nextOffset: number): void => {
    if (nextOffset >= (ends.get(partition) ?? Number.POSITIVE_INFINITY)) ends.delete(partition)
    if (ends.size === 0) isRead.resolve()
  }
  // Told also of a batch in which there is nothing for this reader: marks, or messages of an aborted transaction.
  consumer.on(consumer.events.END_BATCH_PROCESS, ({ payload }) =>
    noteRead(payload.partition, Number(payload.lastOffset) + 1),
  )
  await consumer.connect()
  try {
    await consumer.subscribe({ topic, fromBeginning: true })
    await consumer.run({
      autoCommit: false,
      eachBatch: async ({ batch }) => {
        messages.push(...batch.messages.map((message) => toRead(batch.partition, message)))
      },
    })
    await within(isRead.promise, () => explain(topic, ends, messages.length))
  } finally {
    await consumer.disconnect()
  }
  return sortMessages(messages.filter(({ partition, offset }) => offset < endOf(bounds[partition], upTo)))
}

function endOf(bounds: PartitionBounds | undefined, upTo: DrainOptions['upTo']): number {
  if (!bounds) return 0
  return upTo === 'end' ? bounds.high : bounds.stable
}

function sortMessages(messages: readonly ReadMessage[]): readonly ReadMessage[] {
  return messages.toSorted((a, b) => a.partition - b.partition || a.offset - b.offset)
}

function explain(topic: string, left: ReadonlyMap<number, number>, read: number): string {
  const partitions = [...left].map(([partition, end]) => `${partition} up to offset ${end}`).join(', ')
  return `${topic} could not be read to its end: partition ${partitions} is missing, ${read} messages were read. A transaction may still be open.`
}
