import type { LeaseAction, LeaseActions } from '../keeper/lease-actions.ts'
import type { LeaseAddress } from '../keeper/protocol.ts'
import type { LeaseBase } from '../lease.ts'
import { readServiceSettings } from '../service-settings.ts'
import type { WarmServiceName } from '../warm-service.ts'
import { askKeeper } from './connect-to-keeper.ts'
import { tellWhileWaiting } from './lease-wait.ts'

/** A lease as the keeper knows it. */
export interface OpenLease {
  /** What it has in common with every other. Disposing it releases it, unless it was kept. */
  readonly base: LeaseBase
  readonly address: LeaseAddress
  /** Asks for one of the actions that this kind of lease knows. */
  act<A extends LeaseAction>(action: A, ...parameters: Parameters<LeaseActions[A]>): ReturnType<LeaseActions[A]>
}

/** Leases one thing of a service; with `count`, one that consists of so many servers. */
export async function openLease(service: WarmServiceName, { count = 1 } = {}): Promise<OpenLease> {
  const asked = askKeeper('lease', { service, count, settings: readServiceSettings() })
  const { keeper, result: address } = await tellWhileWaiting(asked)
  const { url, version, provider, lacks = {} } = address
  const params = { leaseId: address.leaseId }
  let isOver = false
  const base: LeaseBase = {
    ...{ leaseId: address.leaseId, url, version, provider, lacks },
    assertAlive: async () => void (await keeper.call('assertAlive', params)),
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
  return {
    base,
    address,
    act: (action, ...parameters) =>
      keeper.call('act', { ...params, action, parameters }) as ReturnType<LeaseActions[typeof action]>,
  }
}
