import type { WarmServiceName } from '../services/warm-service.ts'
import type { MachineFacts } from './machine-facts.ts'

/** The katas that need one of these services, each once. */
export function katasOn({ katas }: MachineFacts, services: Iterable<WarmServiceName>): readonly string[] {
  return [...new Set([...services].flatMap((service) => katas[service]))]
}
