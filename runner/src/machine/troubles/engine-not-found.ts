import { describeAttempts } from '../../services/docker/docker-service.ts'
import { describeLackOfEngine, findRefusal } from '../lack-of-engine.ts'
import type { Trouble } from '../trouble.ts'

export const engineNotFound: Trouble = {
  code: 'engine-not-found',
  part: 'container engine',
  symptom: 'No container engine answers',
  cause: 'Docker, Podman or Colima is not installed, or is not started.',
  remedy: 'Start it: `open -a Docker`, `sudo systemctl start docker`, `colima start`. Or install one, or do without.',
  find: (facts) => {
    if (!findRefusal(facts, 'absent') && !findRefusal(facts, 'unusable')) return []
    const { startEngine } = facts.commands
    const lack = describeLackOfEngine(facts)
    return [
      {
        ...lack,
        found: `none answers: ${describeAttempts({ attempts: facts.attempts })}`,
        mend: startEngine ?? 'install and start Docker: https://docs.docker.com/get-started/get-docker/',
        ...(startEngine && lack.katas ? { fix: { kind: 'start-engine', command: startEngine } } : {}),
      },
    ]
  },
}
