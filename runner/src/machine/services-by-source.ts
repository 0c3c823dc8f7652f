import type { ProviderName } from '../services/service.ts'
import type { WarmServiceName } from '../services/warm-service.ts'
import type { MachineFacts } from './machine-facts.ts'

/** The services that a provider would supply, or with `none` those that nobody can. */
export function servicesBySource(
  { services }: MachineFacts,
  source: ProviderName | 'none',
): readonly WarmServiceName[] {
  return services.flatMap(({ service, winner }) => ((winner?.provider ?? 'none') === source ? [service] : []))
}
