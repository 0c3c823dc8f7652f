import type { ActorResult } from '../interleave/actor-run.ts'
import type { OtherTraffic } from '../interleave/other-traffic.ts'
import type { TraceRecorder } from '../interleave/trace.ts'
import type { Leak } from '../leaks/leak.ts'
import type { PostgresServer } from '../postgres/postgres-server.ts'
import type { RedisServer } from '../redis/redis-server.ts'
import type { Pace } from '../replay/pace.ts'
import type { SessionStore } from '../wire/session-store.ts'
import type { WireUnit } from '../wire/unit.ts'
import type { Life } from './life.ts'

/** What happens at a step: the process dies before the server has it, or after it, or lives on without the reply. */
export type CrashMode = 'before' | 'after' | 'reply lost'

/** What happens to a life, and at which of its steps, counted from 1. */
export interface Blow {
  readonly mode: CrashMode
  readonly nth: number
}

export interface LifeSetting {
  readonly nth: number
  readonly run: (life: Life) => Promise<unknown>
  readonly blow?: Blow
  /** What time it is on the life's clock when it begins. */
  readonly startMs?: number
  readonly trace: TraceRecorder
  readonly postgres: PostgresServer | undefined
  readonly redis: RedisServer | undefined
  /** Where backends of Postgres wait for the next life. */
  readonly sessions: SessionStore | undefined
  readonly others: OtherTraffic | undefined
  readonly patienceMs: number
  /** Absent when nobody looks on. */
  readonly pace?: Pace | undefined
}

export type LifeEnd = ActorResult | { readonly state: 'crashed' }

export interface LivedLife {
  readonly end: LifeEnd
  /** The step at which the blow fell, if it came to that. */
  readonly struck: WireUnit | undefined
  /** Why it had to be ended, when it would not end by itself. */
  readonly stuck: string | undefined
  readonly leaks: readonly Leak[]
  /** What time it was on its clock at the end. */
  readonly endMs: number
}

/** As a person reads it in a timeline. */
export function nameOfLife(nth: number): string {
  return `life ${nth}`
}
