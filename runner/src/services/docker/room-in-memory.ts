import type { ContainerSpec } from './container-spec.ts'
import type { Engine } from './engine.ts'
import { readInfo } from './engine-calls.ts'

const leastBytes = 768 * 1024 ** 2
const mostBytes = 2 * 1024 ** 3
const shareOfMemory = 1 / 4

/**
 * Has a folder of a container held in memory, for data that is thrown away anyway: on some disks making and dropping a
 * test's database takes ten times as long. An engine with less than 3 GiB, or one that does not tell, keeps it on disk.
 */
export async function findRoomInMemory(engine: Engine, folder: string): Promise<Pick<ContainerSpec, 'inMemory'>> {
  const { MemTotal = 0 } = await readInfo<{ MemTotal?: number }>(engine).catch(() => ({ MemTotal: 0 }))
  const bytes = Math.min(mostBytes, Math.floor(MemTotal * shareOfMemory))
  return bytes < leastBytes ? {} : { inMemory: { folder, mostBytes: bytes } }
}
