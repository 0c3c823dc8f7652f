import { CourseError } from '../errors.ts'
import type { ProviderName } from './service.ts'

/** Wishes of the process that asks. The keeper lives longer than any environment, so they travel with each request. */
export interface ServiceSettings {
  /** The only provider that may be used. */
  readonly provider?: ProviderName
  readonly postgresImage?: string
  readonly redisImage?: string
  /** An engine's address, in the form of `DOCKER_HOST`. */
  readonly dockerHost?: string
}

/** Reads the settings from the environment of this process. */
export function readServiceSettings(env: NodeJS.ProcessEnv = process.env): ServiceSettings {
  const provider = env['KATA_PROVIDER']
  if (provider && !isProviderName(provider)) {
    throw new CourseError('WRONG_USAGE', {
      message: `KATA_PROVIDER is "${provider}"; expected "docker" or "local".`,
      hint: 'Unset KATA_PROVIDER to let the first provider that can win.',
    })
  }
  return {
    ...(provider && isProviderName(provider) ? { provider } : {}),
    ...(env['KATA_POSTGRES_IMAGE'] ? { postgresImage: env['KATA_POSTGRES_IMAGE'] } : {}),
    ...(env['KATA_REDIS_IMAGE'] ? { redisImage: env['KATA_REDIS_IMAGE'] } : {}),
    ...(env['DOCKER_HOST'] ? { dockerHost: env['DOCKER_HOST'] } : {}),
  }
}

function isProviderName(name: string): name is ProviderName {
  return name === 'docker' || name === 'local'
}
