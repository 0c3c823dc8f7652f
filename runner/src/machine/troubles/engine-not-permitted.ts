import { describeLackOfEngine, findRefusal } from '../lack-of-engine.ts'
import type { Trouble } from '../trouble.ts'

export const engineNotPermitted: Trouble = {
  code: 'engine-not-permitted',
  part: 'container engine',
  symptom: 'The engine is there, and this user may not use it: permission denied',
  cause: 'The socket belongs to root and the group `docker`, and you are not in that group, or not yet in this shell.',
  remedy: '`sudo usermod -aG docker "$USER"`, then log out and in again. `newgrp docker` does for one shell.',
  find: (facts) => {
    const refusal = findRefusal(facts, 'no-permission')
    if (!refusal) return []
    const join = 'sudo usermod -aG docker "$USER" && newgrp docker'
    return [
      {
        ...describeLackOfEngine(facts),
        found: `${refusal.way}: permission denied`,
        // Groups are read at login: who was added since has only to take the group up.
        mend: facts.commands.isInDockerGroup ? 'newgrp docker' : join,
      },
    ]
  },
}
