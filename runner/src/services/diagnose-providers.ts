import { CourseError } from '../errors.ts'
import type { Ability } from './provider.ts'
import { providersFor } from './providers.ts'
import type { ProviderName } from './service.ts'
import { readServiceSettings } from './service-settings.ts'
import { type WarmServiceName, warmServiceNames } from './warm-service.ts'

/** One way to have a service, and whether it works on this machine. */
export type ProviderDiagnosis = Ability & { readonly provider: ProviderName }

export interface ServiceDiagnosis {
  readonly service: WarmServiceName
  /** In the order in which they are asked. */
  readonly providers: readonly ProviderDiagnosis[]
  /** The first that can; undefined when none can. */
  readonly winner?: ProviderDiagnosis & { readonly can: true }
}

function unable(service: WarmServiceName): Ability {
  return { can: false, reason: `it has no ${service}` }
}

/** An engine that answers and refuses all else is one more reason, and does not keep other providers from serving. */
function describeFailure(error: unknown): Ability {
  if (error instanceof CourseError) return { can: false, reason: error.message }
  throw error
}

/**
 * For each service every provider, whether it can serve on this machine, and if not why and what would mend it.
 * Starts and downloads nothing. With `pull`, an image that would have to be downloaded counts.
 */
export async function diagnoseProviders({ pull }: { readonly pull: boolean }): Promise<readonly ServiceDiagnosis[]> {
  const settings = readServiceSettings()
  return Promise.all(
    warmServiceNames.map(async (service) => {
      const providers = await Promise.all(
        providersFor(service, settings).map(async (provider) => {
          const ability = await provider.services[service]?.examine({ settings, pull }).catch(describeFailure)
          return { provider: provider.name, ...(ability ?? unable(service)) }
        }),
      )
      const winner = providers.find((diagnosis) => diagnosis.can)
      return { service, providers, ...(winner?.can ? { winner } : {}) }
    }),
  )
}
