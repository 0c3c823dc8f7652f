import { CourseError } from '../errors.ts'
import type { ShellTarget } from '../services/keeper/protocol.ts'
import { findOnPath } from '../services/local/find-on-path.ts'

/** A client program, ready to be started. Passwords travel by the environment, as a command line is public. */
export interface ShellProgram {
  readonly file: string
  readonly args: readonly string[]
  readonly environment: Readonly<Record<string, string>>
  /** Where it starts, if that matters. */
  readonly folder?: string
}

const programs = { postgres: 'psql', redis: 'redis-cli', nginx: 'sh' } as const

const installCommands = {
  postgres:
    'apt-get install postgresql-client (Debian, Ubuntu), dnf install postgresql (Fedora), brew install libpq (macOS)',
  redis: 'apt-get install redis-tools (Debian, Ubuntu), dnf install redis (Fedora), brew install redis (macOS)',
  nginx: 'it comes with the system',
} as const

/** The client inside the container when there is one, else the client on PATH. */
export async function chooseShell(target: ShellTarget, isTerminal: boolean): Promise<ShellProgram> {
  const docker = target.containerId && (await findOnPath('docker'))
  if (docker) return shellInContainer(docker, target, isTerminal)
  const name = programs[target.service]
  const file = await findOnPath(name)
  if (file) return shellOnPath(file, target)
  throw new CourseError('CLIENT_PROGRAM_NOT_FOUND', {
    message: `Looked for ${name} on PATH${target.containerId ? ', and for docker to run the one in the container' : ''}. Any client can connect to ${addressOf(target)}`,
    hint: `Install ${name}: ${installCommands[target.service]}.`,
  })
}

function shellInContainer(docker: string, target: ShellTarget, isTerminal: boolean): ShellProgram {
  const { containerId = '', password, database = 'postgres', portInside = 6379, folder = '/' } = target
  const interactive = isTerminal ? '-it' : '-i'
  // Nginx has no client: what there is to see are its configuration and its logs.
  if (target.service === 'nginx') {
    return { file: docker, args: ['exec', interactive, '-w', folder, containerId, 'sh'], environment: {} }
  }
  const flags = ['exec', interactive, '-e', 'REDISCLI_AUTH', containerId]
  const client =
    target.service === 'postgres'
      ? ['psql', '-h', '/tmp', '-U', 'postgres', '-d', database]
      : ['redis-cli', '-p', `${portInside}`]
  return { file: docker, args: [...flags, ...client], environment: { REDISCLI_AUTH: password } }
}

function shellOnPath(file: string, target: ShellTarget): ShellProgram {
  const { service, port, password, database = 'postgres', folder } = target
  if (service === 'nginx') return { file, args: [], environment: {}, ...(folder ? { folder } : {}) }
  if (service === 'redis') return { file, args: ['-p', `${port}`], environment: { REDISCLI_AUTH: password } }
  const environment = {
    PGHOST: '127.0.0.1',
    PGPORT: `${port}`,
    PGUSER: 'postgres',
    PGPASSWORD: password,
    PGDATABASE: database,
  }
  return { file, args: [], environment }
}

function addressOf({ service, port, password, database = 'postgres' }: ShellTarget): string {
  if (service === 'nginx') return `http://127.0.0.1:${port}`
  return service === 'redis'
    ? `redis://:${password}@127.0.0.1:${port}`
    : `postgres://postgres:${password}@127.0.0.1:${port}/${database}`
}
