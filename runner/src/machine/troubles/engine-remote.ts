import { describeLackOfEngine, findRefusal } from '../lack-of-engine.ts'
import type { Trouble } from '../trouble.ts'

export const engineRemote: Trouble = {
  code: 'engine-remote',
  part: 'container engine',
  symptom: '`DOCKER_HOST` or the docker context names an engine on another machine',
  cause: "Ports of its containers are on that machine's loopback, where your code does not reach them.",
  remedy:
    '`unset DOCKER_HOST`, or `docker context use default`, with an engine on this machine. Or run the course there.',
  find: (facts) => {
    const refusal = findRefusal(facts, 'remote')
    if (!refusal) return []
    const isContext = refusal.way.startsWith('docker context')
    const mend = isContext ? 'docker context use default' : 'unset DOCKER_HOST'
    return [{ ...describeLackOfEngine(facts), found: `${refusal.way} ${refusal.reason}`, mend }]
  },
}
