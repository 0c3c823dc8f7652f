import { showBytes } from '../../terminal/show-bytes.ts'
import { describeKatas } from '../describe-katas.ts'
import { katasOn } from '../katas-on.ts'
import { diskNeeds } from '../needs.ts'
import type { Trouble } from '../trouble.ts'

export const diskFull: Trouble = {
  code: 'disk-full',
  part: 'disk',
  symptom: 'The disk below the data folder is full, or nearly',
  cause: `Servers keep their data there while they run. A local Postgres takes 200 MB.`,
  remedy:
    'Free some space, or set `KATA_HOME` to a folder on another disk. `kata services stop` removes what servers store.',
  find: (facts) => {
    const { folder, freeBytes, trouble } = facts.disk
    if (trouble === undefined && freeBytes >= diskNeeds.comfortableBytes) return []
    const isFull = trouble !== undefined || freeBytes < diskNeeds.leastBytes
    const katas = katasOn(
      facts,
      facts.services.map(({ service }) => service),
    )
    const need = `Servers and images take about ${showBytes(diskNeeds.comfortableBytes)}.`
    return [
      {
        state: isFull ? 'missing' : 'note',
        found: trouble ?? `${showBytes(freeBytes)} free for ${folder}`,
        means: isFull ? `${need} ${describeKatas(katas)}` : need,
        ...(isFull ? { katas } : {}),
        mend: isFull ? 'kata services stop, then free some space or set KATA_HOME' : 'kata services stop',
      },
    ]
  },
}
