import { CourseError } from '../errors.ts'
import type { ShellTarget } from '../services/keeper/protocol.ts'
import { findOnPath } from '../services/local/find-on-path.ts'

/** A client program, ready to be started. Passwords travel by the environment, as a command line is public. */
export interface ShellProgram {
  readonly file: string
  readonly args: readonly string[]
  readonly environment: Readonly<Record<string, string>>
}

const programs = { postgres: 'psql', redis: 'redis-cli' } as const

const installCommands = {
  postgres:
    'apt-get install postgresql-client (Debian, Ubuntu), dnf install postgresql (Fedora), brew install libpq (macOS)',
  redis: 'apt-get install redis-tools (Debian, Ubuntu), dnf install redis (Fedora), brew install redis (macOS)',
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
  const { containerId = '', password, database = 'postgres', portInside = 6379 } = target
  const flags = ['exec', isTerminal ? '-it' : '-i', '-e', 'REDISCLI_AUTH', containerId]
  const client =
    target.service === 'postgres'
      ? ['psql', '-h', '/tmp', '-U', 'postgres', '-d', database]
      : ['redis-cli', '-p', `${portInside}`]
  return { file: docker, args: [...flags, ...client], environment: { REDISCLI_AUTH: password } }
}

function shellOnPath(file: string, { service, host, port, user, password, database = 'postgres' }: ShellTarget) {
  if (service === 'redis') {
    const login = user ? ['--user', user] : []
    return { file, args: ['-h', host, '-p', `${port}`, ...login], environment: redisPassword(password) }
  }
  const environment = {
    PGHOST: host,
    PGPORT: `${port}`,
    PGUSER: user ?? 'postgres',
    PGPASSWORD: password,
    PGDATABASE: database,
  }
  return { file, args: [], environment }
}

/** Without a password there must be no variable either: redis-cli would send it. */
function redisPassword(password: string): Readonly<Record<string, string>> {
  return password === '' ? {} : { REDISCLI_AUTH: password }
}

/** The password of a server of ours is made up for it; that of somebody else's is not ours to show. */
function addressOf({ service, provider, host, port, user, password, database = 'postgres' }: ShellTarget): string {
  const shown = provider === 'external' ? '…' : password
  return service === 'redis'
    ? `redis://${user ?? ''}:${shown}@${host}:${port}`
    : `postgres://${user ?? 'postgres'}:${shown}@${host}:${port}/${database}`
}
