import { CourseError } from '../errors.ts'
import type { ShellTarget } from '../services/keeper/protocol.ts'
import { findOnPath } from '../services/local/find-on-path.ts'
import { clusterPortInside } from '../services/postgres-options.ts'
import { imageNameOf } from '../services/warm-service.ts'

/** A client program, ready to be started. Passwords travel by the environment, as a command line is public. */
export interface ShellProgram {
  readonly file: string
  readonly args: readonly string[]
  readonly environment: Readonly<Record<string, string>>
  /** Further arguments that lead to each standby, where there are some. */
  readonly standbyArgs?: readonly string[]
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
  const program = imageNameOf(target.service)
  const name = programs[program]
  const file = await findOnPath(name)
  if (file) return shellOnPath(file, target)
  throw new CourseError('CLIENT_PROGRAM_NOT_FOUND', {
    message: `Looked for ${name} on PATH${target.containerId ? ', and for docker to run the one in the container' : ''}. Any client can connect to ${addressOf(target)}`,
    hint: `Install ${name}: ${installCommands[program]}.`,
  })
}

function shellInContainer(docker: string, target: ShellTarget, isTerminal: boolean): ShellProgram {
  const { containerId = '', password, database = 'postgres', portInside = 6379 } = target
  const flags = ['exec', isTerminal ? '-it' : '-i', '-e', 'REDISCLI_AUTH', containerId]
  const client =
    target.service === 'redis'
      ? ['redis-cli', '-p', `${portInside}`]
      : ['psql', '-h', '/tmp', '-U', 'postgres', '-d', database]
  const standbyArgs = target.standbyPorts?.map((_, index) => `-p ${clusterPortInside(index + 1)}`) ?? []
  return { file: docker, args: [...flags, ...client], environment: { REDISCLI_AUTH: password }, standbyArgs }
}

function shellOnPath(file: string, target: ShellTarget): ShellProgram {
  const { service, port, password, database = 'postgres', standbyPorts = [] } = target
  if (service === 'redis') return { file, args: ['-p', `${port}`], environment: { REDISCLI_AUTH: password } }
  const environment = {
    PGHOST: '127.0.0.1',
    PGPORT: `${port}`,
    PGUSER: 'postgres',
    PGPASSWORD: password,
    PGDATABASE: database,
  }
  return { file, args: [], environment, standbyArgs: standbyPorts.map((standby) => `-p ${standby}`) }
}

function addressOf({ service, port, password, database = 'postgres' }: ShellTarget): string {
  return service === 'redis'
    ? `redis://:${password}@127.0.0.1:${port}`
    : `postgres://postgres:${password}@127.0.0.1:${port}/${database}`
}
