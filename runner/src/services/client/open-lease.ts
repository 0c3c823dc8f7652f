import type { KeeperMethods, LeaseAddress } from '../keeper/protocol.ts'
import { readServiceSettings } from '../service-settings.ts'
import type { WarmServiceName } from '../warm-service.ts'
import { askKeeper } from './connect-to-keeper.ts'

type LeaseAction = 'assertAlive' | 'kill' | 'restart'

/** A lease as the keeper knows it. Disposing it releases it, unless it was kept. */
export interface OpenLease extends AsyncDisposable {
  readonly address: LeaseAddress
  ask(action: LeaseAction): Promise<void>
  keepForInspection(label: string): Promise<void>
}

export async function openLease(service: WarmServiceName): Promise<OpenLease> {
  const { keeper, result: address } = await askKeeper('lease', { service, settings: readServiceSettings() })
  const params: KeeperMethods[LeaseAction]['params'] = { leaseId: address.leaseId }
  let isOver = false
  return {
    address,
    ask: async (action) => {
      await keeper.call(action, params)
    },
    keepForInspection: async (label) => {
      await keeper.call('keep', { ...params, label })
      isOver = true
    },
    [Symbol.asyncDispose]: async () => {
      if (isOver) return
      isOver = true
      // When the keeper is gone, the next one removes what was leased.
      await keeper.call('release', params).catch(() => undefined)
    },
  }
}
