import type { ServiceName } from './service.ts'

/** The services that the keeper keeps warm between runs. */
export const warmServiceNames = [
  'postgres',
  'postgres-replica',
  'redis',
  'kafka',
  'nginx',
] as const satisfies readonly ServiceName[]

export type WarmServiceName = (typeof warmServiceNames)[number]

export function isWarmServiceName(name: string): name is WarmServiceName {
  return (warmServiceNames as readonly string[]).includes(name)
}

/** Images of containers. Primary and standbys are made from the one of `postgres`. */
export type ImageName = Exclude<WarmServiceName, 'postgres-replica'>

export const imageNames: readonly ImageName[] = [...new Set(warmServiceNames.map(imageNameOf))]

/** The image from which a service is made. */
export function imageNameOf(service: WarmServiceName): ImageName {
  return service === 'postgres-replica' ? 'postgres' : service
}
