import { createRequire } from 'node:module'

/** All that `kafkajs` exports, imported only by tests that use Kafka. */
export type KafkaLibrary = typeof import('kafkajs')

interface RequestQueue {
  readonly pending: readonly unknown[]
  scheduleCheckPendingRequests(): void
}

let isCalm = false

export async function loadKafkaLibrary(): Promise<KafkaLibrary> {
  const { default: library } = await import('kafkajs')
  calmRequestQueues()
  return library
}

/**
 * kafkajs 2.2.4 asks on every connection, a thousand times a second and with timers of a negative time, whether a
 * request waits to be sent (its issue 1704). That keeps a processor busy, warns on the learner's screen, and looks like
 * work of the learner's that never ends. Here it asks while one waits.
 */
function calmRequestQueues(): void {
  if (isCalm) return
  isCalm = true
  const load = createRequire(import.meta.url)
  const { prototype } = load('kafkajs/src/network/requestQueue/index.js') as { readonly prototype: RequestQueue }
  const schedule = prototype.scheduleCheckPendingRequests
  prototype.scheduleCheckPendingRequests = function (this: RequestQueue): void {
    if (this.pending.length > 0) schedule.call(this)
  }
}
