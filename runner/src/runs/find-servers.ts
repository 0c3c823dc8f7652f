import type { Kata } from '../course/kata.ts'
import { serviceStatus } from '../services/service-status.ts'

/** A server on which runs took place. */
export interface UsedServer {
  readonly service: string
  /** As the server itself says. */
  readonly version: string
  readonly provider: string
}

/** The servers of a kata's kinds that run now. Asked right after its runs, they are those that served them. */
export async function findServers({ services }: Kata): Promise<UsedServer[]> {
  const running = (await serviceStatus())?.services ?? []
  return running
    .filter(({ name }) => services[name] !== undefined)
    .map(({ name, version, provider }) => ({ service: name, version, provider }))
}
