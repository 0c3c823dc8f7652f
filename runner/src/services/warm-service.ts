import type { ServiceName } from './service.ts'

/** The services that the keeper keeps warm between runs. */
export const warmServiceNames = ['postgres', 'redis', 'kafka', 'nginx'] as const satisfies readonly ServiceName[]

export type WarmServiceName = (typeof warmServiceNames)[number]

export function isWarmServiceName(name: string): name is WarmServiceName {
  return (warmServiceNames as readonly string[]).includes(name)
}
