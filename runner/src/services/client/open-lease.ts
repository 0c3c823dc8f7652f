import type { LeaseAction, LeaseActions } from '../keeper/lease-actions.ts'
import type { LeaseAddress } from '../keeper/protocol.ts'
import { readServiceSettings } from '../service-settings.ts'
import type { WarmServiceName } from '../warm-service.ts'
import { askKeeper } from './connect-to-keeper.ts'

/** A lease as the keeper knows it. Disposing it releases it, unless it was kept. */
export interface OpenLease extends AsyncDisposable {
  readonly address: LeaseAddress
  assertAlive(): Promise<void>
  /** Asks for one of the actions that this kind of lease knows. */
  act<A extends LeaseAction>(action: A, ...parameters: Parameters<LeaseActions[A]>): ReturnType<LeaseActions[A]>
  keepForInspection(label: string): Promise<void>
}

/** Leases one thing of a service; with `count`, one that consists of so many servers. */
export async function openLease(service: WarmServiceName, { count = 1 } = {}): Promise<OpenLease> {
  const { keeper, result: address } = await askKeeper('lease', { service, count, settings: readServiceSettings() })
  const params = { leaseId: address.leaseId }
  let isOver = false
  return {
    address,
    assertAlive: async () => void (await keeper.call('assertAlive', params)),
    act: (action, ...parameters) =>
      keeper.call('act', { ...params, action, parameters }) as ReturnType<LeaseActions[typeof action]>,
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
