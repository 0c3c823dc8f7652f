import { describeKatas } from '../describe-katas.ts'
import { katasOn } from '../katas-on.ts'
import { restartCommand } from '../restart-command.ts'
import { servicesBySource } from '../services-by-source.ts'
import type { Trouble } from '../trouble.ts'

/** Well above what an answer of a busy engine takes. */
const toleratedMs = 2000

export const clockSkewed: Trouble = {
  code: 'clock-skewed',
  part: 'clock',
  symptom: "The engine's clock is not this machine's",
  cause: 'A virtual machine stops its clock while the computer sleeps. Servers then have another time than your code.',
  remedy: 'Restart the virtual machine: quit and start Docker Desktop, `colima restart`, `wsl --shutdown`.',
  find: (facts) => {
    const { engine } = facts
    if (!engine || Math.abs(engine.clockAheadMs) < toleratedMs) return []
    const seconds = Math.round(Math.abs(engine.clockAheadMs) / 1000)
    const katas = katasOn(facts, servicesBySource(facts, 'docker'))
    return [
      {
        state: 'note',
        found: `that of the engine is ${seconds} s ${engine.clockAheadMs > 0 ? 'ahead' : 'behind'}`,
        means: `now() of a server is not now of your code, and downloads may fail. ${describeKatas(katas, 'run on it')}`,
        mend: restartCommand(facts),
      },
    ]
  },
}
