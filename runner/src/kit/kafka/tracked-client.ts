import type {
  Admin,
  AdminConfig,
  Consumer,
  ConsumerConfig,
  Kafka,
  KafkaConfig,
  Producer,
  ProducerConfig,
} from 'kafkajs'
import { captureStack, type Stack } from '../origin/origin.ts'
import { consumerDefaults } from './client-options.ts'
import type { KafkaLibrary } from './kafka-library.ts'

const stackFrames = 20

/** A consumer, producer or admin that somebody made. */
export interface TrackedHandle {
  /** As the subject of a sentence: `a consumer of the group billing`. */
  readonly what: string
  /** Where it was made. */
  readonly maker: Stack
  readonly isConnected: () => boolean
  disconnect(): Promise<void>
}

/** A client that tells `note` of everything that is made with it. */
export function createTrackedClient(
  library: KafkaLibrary,
  config: KafkaConfig,
  note: (handle: TrackedHandle) => void,
): Kafka {
  class TrackedKafka extends library.Kafka {
    override consumer(options: ConsumerConfig): Consumer {
      const consumer = super.consumer({ ...consumerDefaults, ...options })
      const { CONNECT, DISCONNECT } = consumer.events
      note(track(consumer, `a consumer of the group ${options.groupId}`, { CONNECT, DISCONNECT }))
      return consumer
    }

    override producer(options: ProducerConfig = {}): Producer {
      const producer = super.producer(options)
      const { CONNECT, DISCONNECT } = producer.events
      note(track(producer, 'a producer', { CONNECT, DISCONNECT }))
      return producer
    }

    override admin(options: AdminConfig = {}): Admin {
      const admin = super.admin(options)
      const { CONNECT, DISCONNECT } = admin.events
      note(track(admin, 'an admin client', { CONNECT, DISCONNECT }))
      return admin
    }
  }
  return new TrackedKafka(config)
}

interface Connectable {
  on(event: string, listener: () => void): unknown
  disconnect(): Promise<void>
}

interface ConnectionEvents {
  readonly CONNECT: string
  readonly DISCONNECT: string
}

function track(handle: Connectable, what: string, { CONNECT, DISCONNECT }: ConnectionEvents): TrackedHandle {
  let isConnected = false
  handle.on(CONNECT, () => {
    isConnected = true
  })
  handle.on(DISCONNECT, () => {
    isConnected = false
  })
  return {
    what,
    maker: captureStack(stackFrames),
    isConnected: () => isConnected,
    disconnect: () => handle.disconnect(),
  }
}
