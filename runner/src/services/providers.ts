import { dockerProvider } from './docker/docker-provider.ts'
import { localProvider } from './local/local-provider.ts'
import type { Provider } from './provider.ts'
import type { ServiceSettings } from './service-settings.ts'

/** In the order in which they are asked. */
const providers: readonly Provider[] = [dockerProvider, localProvider]

/** The providers that may be used, in order. */
export function providersFor({ provider: only }: ServiceSettings): readonly Provider[] {
  return providers.filter(({ name }) => only === undefined || name === only)
}
