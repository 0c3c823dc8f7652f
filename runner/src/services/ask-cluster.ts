import { identifyPostgres } from './ask-postgres.ts'
import type { ServerRecord } from './provider.ts'

/** The ports of a primary and its standbys, the primary's first. */
export function clusterPorts({ service }: Pick<ServerRecord, 'service'>): readonly number[] {
  return [service.port, ...(service.standbyPorts ?? [])]
}

/** The version of primary and standbys; undefined unless all of them answer. */
export async function identifyCluster(
  ports: readonly number[],
  password: string,
): Promise<{ version: string } | undefined> {
  const identities = await Promise.all(ports.map((port) => identifyPostgres({ port, password })))
  return identities.includes(undefined) ? undefined : identities[0]
}
