import type { DrillStatus } from '../drills/drill-status.ts'
import { CourseError } from '../errors.ts'
import { findOnPath } from '../services/local/find-on-path.ts'
import type { ShellProgram } from './shell-program.ts'

type Machine = DrillStatus['machines'][number]

/** With words, runs them; without, a shell. Its prompt is the same on every machine, as on many a machine of a company. */
const start = '[ $# -gt 0 ] && exec "$@"; command -v bash > /dev/null && exec bash --norc; exec sh'

/** A shell on a machine of the running drill, as the user of its servers. */
export async function machineShell({ name, containerId }: Machine, isTerminal: boolean): Promise<ShellProgram> {
  const docker = await findOnPath('docker')
  if (!docker) {
    throw new CourseError('CLIENT_PROGRAM_NOT_FOUND', {
      message: `Looked for docker on PATH, which leads into the container ${containerId.slice(0, 12)} of ${name}.`,
      hint: 'Install the command-line client of your container engine.',
    })
  }
  const place = ['-e', 'PS1=postgres:\\w$ ', '-w', '/var/lib/postgresql']
  const args = ['exec', isTerminal ? '-it' : '-i', ...place, containerId, 'sh', '-c', start, 'sh']
  return { file: docker, args, environment: {} }
}
