import type { Engine } from './engine.ts'
import { readInfo } from './engine-calls.ts'

/** Drivers of the classic image store, which forgets the layers of a pull that did not come to its end. */
const classicDrivers = ['overlay2', 'vfs', 'aufs', 'btrfs', 'zfs', 'devicemapper']

interface StoreInfo {
  readonly Driver?: string
  readonly DriverStatus?: readonly (readonly [string, string])[] | null
}

/**
 * Whether an image whose download was interrupted goes on with what is here; undefined when the engine does not tell.
 * Seen on Docker 20.10 with overlay2: after an interrupted pull every layer is fetched again, from its first byte.
 */
export async function findKeepsLayers(engine: Engine): Promise<boolean | undefined> {
  return keepsLayers(await readInfo<StoreInfo>(engine).catch(() => ({})))
}

export function keepsLayers({ Driver = '', DriverStatus }: StoreInfo): boolean | undefined {
  const isContainerd = DriverStatus?.some(([, value]) => value.startsWith('io.containerd.snapshotter')) ?? false
  if (isContainerd) return true
  return classicDrivers.includes(Driver) ? false : undefined
}
