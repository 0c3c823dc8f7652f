/** All that `kafkajs` exports, imported only by tests that use Kafka. */
export type KafkaLibrary = typeof import('kafkajs')

export async function loadKafkaLibrary(): Promise<KafkaLibrary> {
  useUpNegativeTimeoutWarning()
  const { default: library } = await import('kafkajs')
  return library
}

/**
 * kafkajs starts timers of a negative time, which Node warns about once in each thread: here, where nobody sees it,
 * and so not on the learner's screen.
 */
function useUpNegativeTimeoutWarning(): void {
  const { emitWarning } = process
  process.emitWarning = () => {}
  clearTimeout(setTimeout(() => {}, -1))
  process.emitWarning = emitWarning
}
