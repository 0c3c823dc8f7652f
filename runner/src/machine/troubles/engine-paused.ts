import { describeLackOfEngine, findRefusal } from '../lack-of-engine.ts'
import { restartCommand } from '../restart-command.ts'
import type { Trouble } from '../trouble.ts'

export const enginePaused: Trouble = {
  code: 'engine-paused',
  part: 'container engine',
  symptom: 'The engine is there and does not answer',
  cause: 'Docker Desktop is paused, its virtual machine sleeps, or the engine hangs.',
  remedy: 'Resume it in the menu of Docker Desktop, or restart it: `sudo systemctl restart docker`, `colima restart`.',
  find: (facts) => {
    const refusal = findRefusal(facts, 'paused')
    if (!refusal) return []
    const found = `${refusal.way}: ${refusal.reason}`
    return [{ ...describeLackOfEngine(facts), found, mend: facts.commands.wakeEngine ?? restartCommand(facts) }]
  },
}
