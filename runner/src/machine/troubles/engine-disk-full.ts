import { showBytes } from '../../terminal/show-bytes.ts'
import { describeKatas } from '../describe-katas.ts'
import { katasOn } from '../katas-on.ts'
import { diskNeeds } from '../needs.ts'
import { servicesBySource } from '../services-by-source.ts'
import type { Trouble } from '../trouble.ts'

export const engineDiskFull: Trouble = {
  code: 'engine-disk-full',
  part: 'disk',
  symptom: "The engine's disk is full, or nearly",
  cause: 'Images and what containers write are below the root folder of the engine, often on another disk than yours.',
  remedy: '`docker system df` shows what takes the space, `docker system prune` removes what nothing uses.',
  find: (facts) => {
    const disk = facts.engine?.disk
    const fromContainers = servicesBySource(facts, 'docker')
    if (!disk || fromContainers.length === 0 || disk.freeBytes >= diskNeeds.comfortableBytes) return []
    const isFull = disk.freeBytes < diskNeeds.leastBytes
    const katas = katasOn(facts, fromContainers)
    return [
      {
        state: isFull ? 'missing' : 'note',
        found: `${showBytes(disk.freeBytes)} free for the engine in ${disk.folder}`,
        means: `Images are unpacked there, and containers write there. ${describeKatas(katas)}`,
        ...(isFull ? { katas } : {}),
        mend: 'docker system prune',
      },
    ]
  },
}
