import type { GroupDescription } from 'kafkajs'
import { CourseError } from '../../errors.ts'
import { eventually } from '../eventually.ts'
import type { Judge } from './judge.ts'
import { commitForEmptyGroup, removeMember } from './requests.ts'
import type { Topics } from './topics.ts'
import { patienceMs } from './within.ts'

/** One consumer of a group, and what it is to read. */
export interface GroupMember {
  /** As the consumer calls itself; several may share it. */
  readonly clientId: string
  readonly memberId: string
  /** Partitions by topic. */
  readonly partitions: Readonly<Record<string, readonly number[]>>
}

/** Asks the broker about consumer groups, and moves them. */
export class Groups {
  readonly #judge: Judge
  readonly #topics: Topics

  constructor(judge: Judge, topics: Topics) {
    this.#judge = judge
    this.#topics = topics
  }

  /** The next offset that each partition's reader is given; where nothing was committed, the first that there is. */
  async committed(group: string, topic: string): Promise<readonly number[]> {
    const bounds = await this.#topics.bounds(topic)
    const [offsets] = await (await this.#judge.admin()).fetchOffsets({ groupId: group, topics: [topic] })
    const committed = new Map(offsets?.partitions.map(({ partition, offset }) => [partition, Number(offset)]))
    return bounds.map(({ low }, partition) => Math.max(low, committed.get(partition) ?? low))
  }

  /** Those that are in the group, once it rebalances no more. */
  async members(group: string): Promise<readonly GroupMember[]> {
    const { members } = await eventually(
      () => this.#describe(group),
      ({ state }) => state !== 'PreparingRebalance' && state !== 'CompletingRebalance',
      { withinMs: patienceMs, describe: `the group ${group} is stable` },
    )
    return members.map(({ clientId, memberId, memberAssignment }) => {
      const { AssignerProtocol } = this.#judge.server.library
      const assignment = AssignerProtocol.MemberAssignment.decode(memberAssignment)
      return { clientId, memberId, partitions: assignment?.assignment ?? {} }
    })
  }

  /** Takes the consumers that call themselves `clientId`, or all, out of a group. */
  async evict(group: string, clientId?: string): Promise<void> {
    const { members } = await this.#describe(group)
    const meant = members.filter((member) => clientId === undefined || member.clientId === clientId)
    await Promise.all(meant.map(({ memberId }) => removeMember(this.#judge.server.port, group, memberId)))
  }

  /** Commits an offset for every partition of a topic, in a group that has no members. */
  async rewind(group: string, topic: string, offset: number): Promise<void> {
    const offsets = (await this.#topics.bounds(topic)).map(({ low, high }) => Math.min(Math.max(offset, low), high))
    if (await commitForEmptyGroup(this.#judge.server.port, { group, topic, offsets })) return
    throw new CourseError('WRONG_USAGE', {
      message: `The offsets of ${group} can't be set while it has members.`,
      hint: 'Stop its consumers first, or let them die: `worker.crash()`.',
    })
  }

  async #describe(group: string): Promise<GroupDescription> {
    const { groups } = await (await this.#judge.admin()).describeGroups([group])
    return groups[0] ?? { groupId: group, members: [], protocol: '', protocolType: '', state: 'Dead' }
  }
}
