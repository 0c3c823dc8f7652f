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
  /** Only of consumers: resolves when it has given up, with why. */
  readonly gaveUp?: Promise<Error>
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
      const tracked = track(consumer, `a consumer of the group ${options.groupId}`, { CONNECT, DISCONNECT })
      note({ ...tracked, gaveUp: findEnd(consumer) })
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

/** A consumer that crashes for a reason that it takes to be passing starts again by itself. */
function findEnd(consumer: Consumer): Promise<Error> {
  return new Promise((resolve) => {
    consumer.on(consumer.events.CRASH, ({ payload }) => {
      if (!payload.restart) resolve(payload.error)
    })
  })
}

interface Connectable {
  on(event: string, listener: () => void): unknown
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
  }
}
