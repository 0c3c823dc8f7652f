import type { Params } from '../model.ts'
import { type Act, type Answer, type Name, replayedMs, type Server } from './state.ts'

/** What one client has had confirmed when it asks, each write as the moment at which it happened on the primary. */
interface Asking {
  readonly client: number
  readonly askedMs: number
  readonly writesMs: readonly number[]
}

interface Chosen {
  readonly server: Server
  readonly answeredMs: number
}

export type Strategy = (asking: Asking, params: Params<Name>) => Chosen

const anyReplica: Strategy = ({ askedMs }) => ({ server: 'replica', answeredMs: askedMs })

const sticky: Strategy = ({ askedMs, writesMs }, { stickyMs }) => {
  const hasJustWritten = writesMs.some((writtenMs) => askedMs - writtenMs < stickyMs)
  return { server: hasJustWritten ? 'primary' : 'replica', answeredMs: askedMs }
}

/** Asks the replica for its position until it has the last write, and the primary when the wait is over. */
const byPosition: Strategy = ({ askedMs, writesMs }, params) => {
  const position = writesMs.at(-1) ?? Number.NEGATIVE_INFINITY
  for (let waitedMs = 0; waitedMs <= params.waitMs; waitedMs += pollMs) {
    if (replayedMs(askedMs + waitedMs, params) >= position) return { server: 'replica', answeredMs: askedMs + waitedMs }
  }
  return { server: 'primary', answeredMs: askedMs + params.waitMs }
}

const pollMs = 50

export const strategies: readonly { readonly label: string; readonly choose: Strategy }[] = [
  { label: 'any replica', choose: anyReplica },
  { label: 'primary for a while', choose: sticky },
  { label: 'by position', choose: byPosition },
]

/** How a strategy answers a read. */
export function answer(read: Act, acts: readonly Act[], choose: Strategy, params: Params<Name>): Answer {
  const { client, atMs: askedMs } = read
  const own = acts.filter((act) => act.client === client && act.kind === 'write' && act.atMs < askedMs)
  const writesMs = own.map(({ atMs }) => atMs)
  const { server, answeredMs } = choose({ client, askedMs, writesMs }, params)
  const shownMs = server === 'primary' ? answeredMs : replayedMs(answeredMs, params)
  return { client, askedMs, answeredMs, server, missing: writesMs.filter((writtenMs) => writtenMs > shownMs).length }
}
