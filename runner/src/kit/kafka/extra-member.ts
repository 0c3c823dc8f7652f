import { eventually } from '../eventually.ts'
import type { Groups } from './groups.ts'
import type { Judge } from './judge.ts'
import { patienceMs, within } from './within.ts'

/** A consumer of the kit's in a group: it takes its share of the partitions, and handles and commits nothing. */
export interface ExtraMember extends AsyncDisposable {
  /** Resolves when the others have its partitions. */
  leave(): Promise<void>
}

/** Joins a group. Resolves when everybody in it has been given partitions anew. */
export async function joinGroup(judge: Judge, groups: Groups, group: string, topic: string): Promise<ExtraMember> {
  const consumer = judge.consumer(group)
  const joined = Promise.withResolvers<string>()
  consumer.on(consumer.events.GROUP_JOIN, ({ payload }) => joined.resolve(payload.memberId))
  await consumer.connect()
  await consumer.subscribe({ topic })
  await consumer.run({ autoCommit: false, eachMessage: async () => {} })
  const memberId = await within(
    joined.promise,
    () => `${group} did not let another consumer in within ${patienceMs} ms.`,
  )
  await groups.members(group)
  const leave = async (): Promise<void> => {
    await consumer.disconnect()
    await eventually(
      () => groups.members(group),
      (members) => members.every((member) => member.memberId !== memberId),
      { withinMs: patienceMs, describe: `${group} goes on without the consumer that left` },
    )
  }
  return { leave, [Symbol.asyncDispose]: leave }
}
