import { isWarmServiceName } from '../../services/warm-service.ts'
import { describeKatas } from '../describe-katas.ts'
import { katasOn } from '../katas-on.ts'
import type { Trouble } from '../trouble.ts'

export const containerPaused: Trouble = {
  code: 'container-paused',
  part: 'servers',
  symptom: 'A container of the runner is paused',
  cause: 'Somebody ran `docker pause`. A run that needs it waits, and then starts another.',
  remedy: '`docker unpause <container>`.',
  find: (facts) =>
    (facts.engine?.pausedContainers ?? []).map(({ id, name, service }) => ({
      name: service,
      state: 'note',
      found: `its container ${name} is paused`,
      means: `The next run waits for it in vain, then starts another. ${describeKatas(katasOn(facts, isWarmServiceName(service) ? [service] : []))}`,
      mend: `docker unpause ${id.slice(0, 12)}`,
      fix: { kind: 'unpause-container', id, name },
    })),
}
