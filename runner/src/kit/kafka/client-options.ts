import type { ConsumerConfig, KafkaConfig } from 'kafkajs'

/** What a test may choose; where the broker is and how it is reached is the kit's. */
export type KafkaClientOptions = Omit<KafkaConfig, 'brokers' | 'socketFactory' | 'clientId'>

/** The broker is near and answers within milliseconds: the library's own pauses of 300 ms are for networks. */
export const clientDefaults = {
  // A killed client waits for ever for its answers; it should not wake up to that.
  enforceRequestTimeout: false,
  retry: { initialRetryTime: 20, maxRetryTime: 300, multiplier: 1.3, retries: 30 },
} as const satisfies KafkaClientOptions

/** A consumer with nothing to read waits this long for the broker before it can stop, and notices a rebalance so late. */
export const consumerDefaults = {
  maxWaitTimeInMs: 20,
  heartbeatInterval: 100,
} as const satisfies Partial<ConsumerConfig>
