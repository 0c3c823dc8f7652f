import { CourseError } from '../../errors.ts'
import type { Ability, ServerRecord, ServiceProvider, StartOptions, WarmServers } from '../provider.ts'
import type { Refusals } from '../server-right.ts'
import type { WarmServiceName } from '../warm-service.ts'
import { unusable, variableOf } from './external-variable.ts'

/** What was found out about a server that the user named. */
export interface ExaminedServer {
  /** Of its address, without a password. */
  readonly host: string
  readonly port: number
  /** The whole address without a password, for people. */
  readonly shown: string
  readonly password: string
  readonly version: string
  readonly lacks: Refusals
}

interface ByAddress<Server> {
  /** Throws EXTERNAL_SERVER_NOT_USABLE when no kata could run on it. */
  examine(address: string): Promise<ExaminedServer>
  open(record: ServerRecord): Promise<Server> | Server
}

/** A service whose server the user runs and names by an environment variable. It is used, never started or stopped. */
export function externalService<Name extends WarmServiceName>(
  name: Name,
  { examine, open }: ByAddress<WarmServers[Name]>,
): ServiceProvider<WarmServers[Name]> {
  return {
    examine: ({ settings }) => examineAbility(settings.external?.[name], () => notNamed(name), examine),
    start: async ({ settings, onProgress }: StartOptions) => {
      const address = settings.external?.[name]
      if (address === undefined) throw unusable(name, { reason: `T${notNamed(name).slice(1)}.` })
      onProgress({ service: name, stage: 'starting', text: `connecting to ${variableOf(name)}` })
      return open(recordOf(name, address, await examine(address)))
    },
    adopt: async (record) => {
      const isThere = record.external && (await examine(record.external).catch(() => undefined))
      return isThere ? open(record) : undefined
    },
  }
}

function notNamed(name: WarmServiceName): string {
  return `the variable ${variableOf(name)} is not set`
}

async function examineAbility(
  address: string | undefined,
  notNamed: () => string,
  examine: (address: string) => Promise<ExaminedServer>,
): Promise<Ability> {
  if (address === undefined) return { can: false, reason: notNamed() }
  try {
    const { shown, version, lacks } = await examine(address)
    return { can: true, by: `${shown}, version ${version}`, mustPull: false, lacks }
  } catch (error) {
    if (!(error instanceof CourseError)) throw error
    return { can: false, reason: error.message.replace(/\.$/, ''), mend: error.hint }
  }
}

function recordOf(name: WarmServiceName, external: string, found: ExaminedServer): ServerRecord {
  const { host, port, version, password, shown, lacks } = found
  const grants = Object.keys(lacks).length > 0 ? { lacks } : {}
  const service = { name, provider: 'external', version, host, port, startedAt: Date.now(), ...grants } as const
  return { service, password, madeFrom: shown, external }
}

/** In the place of a log, which only whoever runs the server can read. */
export async function readNoLog(): Promise<string> {
  return 'It is run by somebody else, who has its log.'
}
