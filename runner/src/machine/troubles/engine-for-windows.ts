import { describeKatas } from '../describe-katas.ts'
import { katasOn } from '../katas-on.ts'
import { servicesBySource } from '../services-by-source.ts'
import type { Trouble } from '../trouble.ts'

export const engineForWindows: Trouble = {
  code: 'engine-for-windows',
  part: 'container engine',
  symptom: 'Docker Desktop is switched to Windows containers',
  cause: 'The servers are Linux containers.',
  remedy: "Choose “Switch to Linux containers” in Docker Desktop's menu.",
  find: (facts) => {
    if (!facts.engine || facts.engine.osType === 'linux') return []
    const katas = katasOn(facts, servicesBySource(facts, 'docker'))
    return [
      {
        state: katas.length > 0 ? 'missing' : 'note',
        found: `runs ${facts.engine.osType} containers, and the servers are Linux containers`,
        means: describeKatas(katas),
        katas,
        mend: '& "$Env:ProgramFiles\\Docker\\Docker\\DockerCli.exe" -SwitchLinuxEngine',
      },
    ]
  },
}
