import { randomBytes } from 'node:crypto'
import { homeId } from '../data-folder.ts'
import type { WarmServiceName } from '../warm-service.ts'

const homeLabel = 'loadbearing.home'

/** Marks the containers of this data folder's keeper, so that no other keeper removes them. */
export function ownLabel(): string {
  return `${homeLabel}=${homeId()}`
}

/** Labels and a name by which people and later keepers know a container. */
export function identifyContainer(service: WarmServiceName) {
  return {
    name: `loadbearing-${service}-${randomBytes(4).toString('hex')}`,
    labels: { [homeLabel]: homeId(), 'loadbearing.service': service },
  }
}
