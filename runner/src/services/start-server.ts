import { CourseError } from '../errors.ts'
import type { Provider, RedisHost, StartOptions, WarmServer } from './provider.ts'
import { providersFor } from './providers.ts'
import type { WarmServiceName } from './warm-service.ts'

/** A server of either kind; Redis comes with the means to start further processes. */
export type StartedServer =
  | { readonly name: 'postgres'; readonly server: WarmServer }
  | { readonly name: 'redis'; readonly server: RedisHost }

/** Starts a service by the first provider that can. The error names every way tried and why it failed. */
export async function startServer(name: WarmServiceName, options: StartOptions): Promise<StartedServer> {
  const failures: string[] = []
  for (const provider of providersFor(options.settings)) {
    const ability = await provider.examine(name, options)
    if (!ability.can) {
      failures.push(`${provider.name}: ${ability.reason}`)
      continue
    }
    try {
      return await startBy(provider, name, options)
    } catch (error) {
      failures.push(`${provider.name}: ${error instanceof Error ? error.message : String(error)}`)
    }
  }
  throw new CourseError('SERVICE_NOT_AVAILABLE', {
    message: `No way to run ${name} worked.\n${failures.map((failure) => `- ${failure}`).join('\n')}`,
  })
}

async function startBy(provider: Provider, name: WarmServiceName, options: StartOptions): Promise<StartedServer> {
  const started: StartedServer =
    name === 'postgres'
      ? { name, server: await provider.startPostgres(options) }
      : { name, server: await provider.startRedis(options) }
  options.onProgress({
    service: name,
    stage: 'ready',
    text: `${name} ${started.server.record.service.version} is ready`,
  })
  return started
}
