import type { KeptServer } from './keeper/protocol.ts'
import { serviceStatus } from './service-status.ts'

/** What failed runs left for a person to look into, the newest first; of one label, or of all. */
export async function findKept(label?: string): Promise<readonly KeptServer[]> {
  const kept = (await serviceStatus())?.kept ?? []
  return kept.filter((server) => label === undefined || server.label === label).toSorted((a, b) => b.keptAt - a.keptAt)
}
