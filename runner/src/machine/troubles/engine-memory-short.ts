import { showBytes } from '../../terminal/show-bytes.ts'
import { describeKatas } from '../describe-katas.ts'
import { katasOn } from '../katas-on.ts'
import { memoryNeeds } from '../needs.ts'
import { servicesBySource } from '../services-by-source.ts'
import type { Trouble } from '../trouble.ts'

export const engineMemoryShort: Trouble = {
  code: 'engine-memory-short',
  part: 'memory',
  symptom: "The engine's virtual machine has little memory",
  cause:
    'Docker Desktop, Colima and Podman give their machine a fixed share, and containers that need more are killed.',
  remedy: 'Settings, Resources in Docker Desktop; `colima start --memory 4`; `podman machine set --memory 4096`.',
  find: (facts) => {
    const { engine } = facts
    const needed = memoryNeeds.runBytes + memoryNeeds.kafkaBytes
    const katas = katasOn(facts, servicesBySource(facts, 'docker'))
    if (!engine || engine.memoryBytes >= needed || katas.length === 0) return []
    return [
      {
        state: 'note',
        found: `${showBytes(engine.memoryBytes)} in all for the engine`,
        means: `The servers take up to ${showBytes(needed)} together. ${describeKatas(katas)}`,
        katas,
        mend: describeMend(engine.operatingSystem, engine.foundBy),
      },
    ]
  },
}

function describeMend(operatingSystem: string, foundBy: string): string {
  if (/colima/.test(foundBy)) return 'colima stop && colima start --memory 4'
  if (/podman/.test(foundBy)) return 'podman machine stop && podman machine set --memory 4096 && podman machine start'
  if (operatingSystem === 'Docker Desktop') return 'Docker Desktop: Settings, Resources, Memory: 4 GB'
  return 'kata services stop'
}
