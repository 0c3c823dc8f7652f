/** What is leased of Kafka begins with this, so that it can be told from what nobody leased. */
export const leasedPrefix = 'kata-'

/** With what the topics and groups of a lease begin, from its address. */
export function prefixOf(url: string): string {
  return new URL(url).pathname.slice(1)
}
