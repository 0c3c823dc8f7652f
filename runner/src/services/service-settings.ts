import { CourseError } from '../errors.ts'
import { type ProviderName, providerNames } from './service.ts'
import { type ImageName, imageNames, type WarmServiceName } from './warm-service.ts'

/** The environment variables that name a server of the user's own. */
export const externalVariables: Readonly<Partial<Record<WarmServiceName, string>>> = {
  postgres: 'KATA_POSTGRES_URL',
  redis: 'KATA_REDIS_URL',
  kafka: 'KATA_KAFKA_BROKERS',
}

/** Wishes of the process that asks. The keeper lives longer than any environment, so they travel with each request. */
export interface ServiceSettings {
  /** The only provider that may be used. */
  readonly provider?: ProviderName
  /** Images to use in place of ours. */
  readonly images?: Readonly<Partial<Record<ImageName, string>>>
  /** Addresses of servers that the user runs, by service, with their passwords. */
  readonly external?: Readonly<Partial<Record<WarmServiceName, string>>>
  /** An engine's address, in the form of `DOCKER_HOST`. */
  readonly dockerHost?: string
  /** How long a server in a container may take to start; without it, what is enough on most machines. */
  readonly startLimitMs?: number
}

/** Reads the settings from the environment of this process. */
export function readServiceSettings(env: NodeJS.ProcessEnv = process.env): ServiceSettings {
  const provider = env['KATA_PROVIDER']
  if (provider && !isProviderName(provider)) {
    throw new CourseError('WRONG_USAGE', {
      message: `KATA_PROVIDER is "${provider}"; expected ${providerNames.join(', ')}.`,
      hint: 'Unset KATA_PROVIDER to let the first provider that can win.',
    })
  }
  return {
    ...(provider && isProviderName(provider) ? { provider } : {}),
    ...readImages(env),
    ...readAddresses(env),
    ...(env['DOCKER_HOST'] ? { dockerHost: env['DOCKER_HOST'] } : {}),
    ...readStartLimit(env['KATA_START_SECONDS']),
  }
}

function readStartLimit(seconds: string | undefined): Pick<ServiceSettings, 'startLimitMs'> {
  if (!seconds) return {}
  if (Number(seconds) > 0) return { startLimitMs: Number(seconds) * 1000 }
  throw new CourseError('WRONG_USAGE', {
    message: `KATA_START_SECONDS is "${seconds}"; expected a number of seconds.`,
    hint: 'Unset KATA_START_SECONDS: then servers have as long as is enough on most machines.',
  })
}

/** The environment variable that names another image. */
export function imageVariable(name: ImageName): string {
  return `KATA_${name.toUpperCase()}_IMAGE`
}

function readImages(env: NodeJS.ProcessEnv): Pick<ServiceSettings, 'images'> {
  const named = imageNames.flatMap((name) => {
    const image = env[imageVariable(name)]
    return image ? [[name, image] as const] : []
  })
  return named.length > 0 ? { images: Object.fromEntries(named) } : {}
}

function readAddresses(env: NodeJS.ProcessEnv): Pick<ServiceSettings, 'external'> {
  const named = Object.entries(externalVariables).flatMap(([service, variable]) => {
    const address = env[variable]
    return address ? [[service, address] as const] : []
  })
  return named.length > 0 ? { external: Object.fromEntries(named) } : {}
}

function isProviderName(name: string): name is ProviderName {
  return (providerNames as readonly string[]).includes(name)
}
