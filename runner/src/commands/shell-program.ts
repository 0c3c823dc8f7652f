import { CourseError } from '../errors.ts'
import type { ShellTarget } from '../services/keeper/protocol.ts'
import { findOnPath } from '../services/local/find-on-path.ts'
import { type ShellClient, shellClients } from './shell-clients.ts'

/** A client program, ready to be started. Passwords travel by the environment, as a command line is public. */
export interface ShellProgram {
  readonly file: string
  readonly args: readonly string[]
  readonly environment: Readonly<Record<string, string>>
  /** Where it starts, if that matters. */
  readonly folder?: string
  /** Further arguments that lead to each standby, where there are some. */
  readonly standbyArgs?: readonly string[]
}

/** The client inside the container when there is one, else the client on PATH. */
export async function chooseShell(target: ShellTarget, isTerminal: boolean): Promise<ShellProgram> {
  const client = shellClients[target.service]
  const docker = target.containerId && (await findOnPath('docker'))
  if (docker) return shellInContainer(docker, client, target, isTerminal)
  const file = client.onPath && (await findOnPath(client.name))
  if (client.onPath && file) return { file, ...client.onPath.call(target) }
  throw clientNotFound(client, target)
}

function shellInContainer(docker: string, client: ShellClient, target: ShellTarget, isTerminal: boolean): ShellProgram {
  const { args, environment, folder, standbyArgs = [] } = client.inContainer(target)
  const variables = Object.keys(environment).flatMap((name) => ['-e', name])
  const place = folder ? ['-w', folder] : []
  const flags = ['exec', isTerminal ? '-it' : '-i', ...variables, ...place, target.containerId ?? '']
  return { file: docker, args: [...flags, client.name, ...args], environment, standbyArgs }
}

function clientNotFound({ name, onPath, addressOf }: ShellClient, target: ShellTarget): CourseError {
  const ways = [onPath ? `${name} on PATH` : '', target.containerId ? 'docker to run what is in the container' : '']
  const tried = ways.filter(Boolean).join(', and for ')
  return new CourseError('CLIENT_PROGRAM_NOT_FOUND', {
    message: `${tried ? `Looked for ${tried}` : 'It runs in no container of ours'}. Any client can connect to ${addressOf(target)}`,
    hint: onPath ? `Install ${name}: ${onPath.install}.` : 'Use the tools that come with the server.',
  })
}
