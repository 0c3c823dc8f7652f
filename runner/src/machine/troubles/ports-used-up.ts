import { describeKatas } from '../describe-katas.ts'
import { katasOn } from '../katas-on.ts'
import type { Trouble } from '../trouble.ts'

export const portsUsedUp: Trouble = {
  code: 'ports-used-up',
  part: 'ports',
  symptom: 'Servers find no free port',
  cause: 'They take one between 21000 and 29999. A program holds very many, or Windows has reserved the range.',
  remedy: 'End that program. On Windows: `net stop winnat`, then `net start winnat`, as administrator.',
  find: (facts) => {
    const { tried, free } = facts.ports
    if (tried === 0 || free >= tried / 2) return []
    const katas = katasOn(
      facts,
      facts.services.map(({ service }) => service),
    )
    return [
      {
        state: free === 0 ? 'missing' : 'note',
        found: `of ${tried} ports between 21000 and 29999, ${free} were free`,
        means: `Each server takes one of them. ${describeKatas(katas)}`,
        ...(free === 0 ? { katas } : {}),
        mend: facts.platform === 'win32' ? 'net stop winnat && net start winnat' : 'lsof -nP -iTCP -sTCP:LISTEN',
      },
    ]
  },
}
