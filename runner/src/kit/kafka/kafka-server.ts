import type { KafkaLibrary } from './kafka-library.ts'

/** Names of one's own on the broker, as the parts of the kit share them. */
export interface KafkaServer {
  /** As clients take them. */
  readonly brokers: readonly string[]
  /** On 127.0.0.1. */
  readonly port: number
  /** With which every topic and group of the test begins. */
  readonly prefix: string
  readonly library: KafkaLibrary
}
