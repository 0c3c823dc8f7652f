import type { Engine } from './engine.ts'
import { readInfo } from './engine-calls.ts'

/** What an engine says of itself, as far as it tells where its containers are. */
interface EngineInfo {
  readonly OSType?: string
  /** `Docker Desktop` where the engine is inside that program's virtual machine. */
  readonly OperatingSystem?: string
  readonly SecurityOptions?: readonly string[] | null
}

/**
 * How a container and what listens on 127.0.0.1 of this machine reach each other:
 * - `host`: on the engine's own network, whose loopback is the one of this machine;
 * - `published`: by ports that the engine publishes, and by the name `host.docker.internal`, which engines inside a
 *   virtual machine lead to the loopback of the machine around it;
 * - `none`: the container would reach the bridge's address of an engine that has a network of its own.
 */
export type HostNetwork = 'host' | 'published' | 'none'

/** The same in a container as outside of it, on every system. */
export const machineName = 'host.docker.internal'

export async function findHostNetwork(engine: Engine): Promise<HostNetwork> {
  return chooseHostNetwork(await readInfo<EngineInfo>(engine))
}

/** The system alone does not tell: a Linux may have its engine inside a virtual machine, or without root's network. */
export function chooseHostNetwork(
  { OSType, OperatingSystem, SecurityOptions }: EngineInfo,
  platform: NodeJS.Platform = process.platform,
): HostNetwork {
  if (platform !== 'linux' || OperatingSystem === 'Docker Desktop') return 'published'
  const isRootless = SecurityOptions?.some((option) => option.includes('name=rootless')) ?? false
  return OSType === 'linux' && !isRootless ? 'host' : 'none'
}
