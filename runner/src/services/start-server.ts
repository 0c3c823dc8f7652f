import { CourseError } from '../errors.ts'
import type { StartOptions, WarmServers } from './provider.ts'
import { providersFor } from './providers.ts'
import type { WarmServiceName } from './warm-service.ts'

/** Starts a service by the first provider that can. The error names every way tried and why it failed. */
export async function startServer<Name extends WarmServiceName>(
  name: Name,
  options: StartOptions,
): Promise<WarmServers[Name]> {
  const failures: string[] = []
  for (const provider of providersFor(options.settings)) {
    const service = provider.services[name]
    const ability = await service?.examine(options)
    if (!service || !ability?.can) {
      failures.push(`${provider.name}: ${ability?.can === false ? ability.reason : `it has no ${name}`}`)
      continue
    }
    try {
      const server: WarmServers[Name] = await service.start(options)
      const { version } = server.record.service
      options.onProgress({ service: name, stage: 'ready', text: `${name} ${version} is ready` })
      return server
    } catch (error) {
      failures.push(`${provider.name}: ${error instanceof Error ? error.message : String(error)}`)
    }
  }
  throw new CourseError('SERVICE_NOT_AVAILABLE', {
    message: `No way to run ${name} worked.\n${failures.map((failure) => `- ${failure}`).join('\n')}`,
  })
}
