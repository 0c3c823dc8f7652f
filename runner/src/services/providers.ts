import { dockerProvider } from './docker/docker-provider.ts'
import { externalProvider } from './external/external-provider.ts'
import { localProvider } from './local/local-provider.ts'
import type { Provider } from './provider.ts'
import type { ServiceSettings } from './service-settings.ts'
import type { WarmServiceName } from './warm-service.ts'

/** In the order in which they are asked. */
export const providers: readonly Provider[] = [externalProvider, dockerProvider, localProvider]

/** The provider that alone may serve: a server that the user gave an address of is never replaced by another. */
export function wishedProvider(service: WarmServiceName, { provider, external }: ServiceSettings) {
  return provider ?? (external?.[service] === undefined ? undefined : 'external')
}

/** The providers that may be used for a service, in order. */
export function providersFor(service: WarmServiceName, settings: ServiceSettings): readonly Provider[] {
  const wished = wishedProvider(service, settings)
  return providers.filter(({ name }) => wished === undefined || name === wished)
}
