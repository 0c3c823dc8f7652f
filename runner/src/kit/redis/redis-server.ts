import type { Redis } from 'ioredis'
import type { Recording } from '../wire/recording.ts'
import type { RedisTime } from './redis-time.ts'

/** The client class of `ioredis`, imported only by tests that use Redis. */
export type RedisLibrary = typeof Redis

/** The leased Redis process, as the parts of the kit share it. */
export interface RedisServer {
  /** Straight to the server. */
  readonly url: string
  readonly library: RedisLibrary
  /** The judge's own connection: neither recorded nor explored. */
  readonly judge: Redis
  readonly recording: Recording
  /** What the test let pass. */
  readonly time: RedisTime
}
