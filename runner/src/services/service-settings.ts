import { CourseError } from '../errors.ts'
import type { ProviderName } from './service.ts'
import { type ImageName, imageNames } from './warm-service.ts'

/** Wishes of the process that asks. The keeper lives longer than any environment, so they travel with each request. */
export interface ServiceSettings {
  /** The only provider that may be used. */
  readonly provider?: ProviderName
  /** Images to use in place of ours. */
  readonly images?: Readonly<Partial<Record<ImageName, string>>>
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
    ...readImages(env),
    ...(env['DOCKER_HOST'] ? { dockerHost: env['DOCKER_HOST'] } : {}),
  }
}

/** The environment variable that names another image. */
function imageVariable(name: ImageName): string {
  return `KATA_${name.toUpperCase()}_IMAGE`
}

function readImages(env: NodeJS.ProcessEnv): Pick<ServiceSettings, 'images'> {
  const named = imageNames.flatMap((name) => {
    const image = env[imageVariable(name)]
    return image ? [[name, image] as const] : []
  })
  return named.length > 0 ? { images: Object.fromEntries(named) } : {}
}

function isProviderName(name: string): name is ProviderName {
  return name === 'docker' || name === 'local'
}
