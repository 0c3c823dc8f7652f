import { describeLackOfEngine, findRefusal } from '../lack-of-engine.ts'
import type { Trouble } from '../trouble.ts'

export const engineTooOld: Trouble = {
  code: 'engine-too-old',
  part: 'container engine',
  symptom: 'The engine is older than Docker 20.10 or Podman 4',
  cause: 'It lacks what the servers are started with, so it is not used.',
  remedy: "Update it: `sudo apt-get install --only-upgrade docker.io`, Docker Desktop's own update, or `brew upgrade`.",
  find: (facts) => {
    const refusal = findRefusal(facts, 'too-old')
    if (!refusal) return []
    const mend =
      facts.platform === 'linux'
        ? 'sudo apt-get install --only-upgrade docker.io docker-ce'
        : 'update Docker Desktop: https://docs.docker.com/desktop/release-notes/'
    return [{ ...describeLackOfEngine(facts), found: `${refusal.way}: ${refusal.reason}`, mend }]
  },
}
