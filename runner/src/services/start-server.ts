import { CourseError } from '../errors.ts'
import { describeDiskTrouble } from './disk-trouble.ts'
import type { ServiceProvider, StartOptions, WarmServers } from './provider.ts'
import { providersFor } from './providers.ts'
import type { WarmServiceName } from './warm-service.ts'

/**
 * Starts a service by the first provider that can. The error names every way tried and why it failed; where there is
 * only one way, it is that way's own error.
 */
export async function startServer<Name extends WarmServiceName>(
  name: Name,
  options: StartOptions,
): Promise<WarmServers[Name]> {
  const providers = providersFor(name, options.settings)
  const [only] = providers
  const service = only?.services[name]
  if (providers.length === 1 && service) return startBy(name, service, options)
  const failures: string[] = []
  const hints: string[] = []
  for (const provider of providers) {
    const started = await tryProvider(name, provider.services[name], options)
    if (!('reason' in started)) return started
    failures.push(`- ${provider.name}: ${started.reason}`)
    if (started.hint) hints.push(started.hint)
  }
  throw new CourseError('SERVICE_NOT_AVAILABLE', {
    message: `No way to run ${name} worked.\n${failures.join('\n')}`,
    ...(hints.length > 0 ? { hint: joinHints(hints) } : {}),
  })
}

function joinHints(hints: readonly string[]): string {
  const isNamed = hints.some((hint) => hint.includes('kata doctor'))
  return [...hints, ...(isNamed ? [] : ['See also `kata doctor`.'])].join(' ')
}

interface Failure {
  readonly reason: string
  /** What would help where the provider could serve, and failed. */
  readonly hint?: string
}

/** The running server, or why there is none. */
async function tryProvider<Name extends WarmServiceName>(
  name: Name,
  service: ServiceProvider<WarmServers[Name]> | undefined,
  options: StartOptions,
): Promise<WarmServers[Name] | Failure> {
  const ability = await service?.examine(options)
  if (!service || !ability) return { reason: `it has no ${name}` }
  if (!ability.can) return { reason: ability.reason }
  try {
    return await startBy(name, service, options)
  } catch (error) {
    const known = error instanceof CourseError ? error : describeDiskTrouble(error)
    if (known) return { reason: known.message, hint: known.hint }
    return { reason: error instanceof Error ? error.message : String(error) }
  }
}

async function startBy<Name extends WarmServiceName>(
  name: Name,
  service: ServiceProvider<WarmServers[Name]>,
  options: StartOptions,
): Promise<WarmServers[Name]> {
  const server = await service.start(options)
  const { version } = server.record.service
  options.onProgress({ service: name, stage: 'ready', text: `${name} ${version} is ready` })
  return server
}
