import { kafkaFolder, kafkaTools } from '../services/docker/kafka-container.ts'
import type { ShellTarget } from '../services/keeper/protocol.ts'
import { clusterPortInside } from '../services/postgres-options.ts'
import type { WarmServiceName } from '../services/warm-service.ts'

/** How a client is started. Passwords travel by the environment, as a command line is public. */
interface Call {
  readonly args: readonly string[]
  /** Where it starts, if that matters. */
  readonly folder?: string
  /** Further arguments that lead to each standby, where there are some. */
  readonly standbyArgs?: readonly string[]
  readonly environment: Readonly<Record<string, string>>
}

/** The client of one kind of server. */
export interface ShellClient {
  /** The program's name. */
  readonly name: string
  /** How it is called in the server's container. */
  readonly inContainer: (target: ShellTarget) => Call
  /** How it is called on this machine, where a person may have it. */
  readonly onPath?: { readonly install: string; readonly call: (target: ShellTarget) => Call }
  /** What any other client connects to. */
  readonly addressOf: (target: ShellTarget) => string
}

const psqlOnPath: NonNullable<ShellClient['onPath']> = {
  install:
    'apt-get install postgresql-client (Debian, Ubuntu), dnf install postgresql (Fedora), brew install libpq (macOS)',
  call: ({ host, port, user = 'postgres', password, database = 'postgres' }) => ({
    args: [],
    environment: {
      PGHOST: host,
      PGPORT: `${port}`,
      PGUSER: user,
      PGPASSWORD: password,
      PGDATABASE: database,
    },
  }),
}

const postgres: ShellClient = {
  name: 'psql',
  inContainer: ({ database = 'postgres' }) => ({
    args: ['-h', '/tmp', '-U', 'postgres', '-d', database],
    environment: {},
  }),
  onPath: psqlOnPath,
  addressOf: ({ host, port, user = 'postgres', database = 'postgres', ...target }) =>
    `postgres://${user}:${shownPassword(target)}@${host}:${port}/${database}`,
}

/** The client of Postgres, on the primary. */
const replica: ShellClient = {
  ...postgres,
  inContainer: (target) => ({
    ...postgres.inContainer(target),
    standbyArgs: (target.standbyPorts ?? []).map((_, index) => `-p ${clusterPortInside(index + 1)}`),
  }),
  onPath: {
    ...psqlOnPath,
    call: (target) => ({
      ...psqlOnPath.call(target),
      standbyArgs: (target.standbyPorts ?? []).map((port) => `-p ${port}`),
    }),
  },
}

const redis: ShellClient = {
  name: 'redis-cli',
  inContainer: ({ password, portInside = 6379 }) => ({
    args: ['-p', `${portInside}`],
    environment: { REDISCLI_AUTH: password },
  }),
  onPath: {
    install: 'apt-get install redis-tools (Debian, Ubuntu), dnf install redis (Fedora), brew install redis (macOS)',
    call: ({ host, port, user, password }) => ({
      args: ['-h', host, '-p', `${port}`, ...(user ? ['--user', user] : [])],
      // Without a password there must be no variable either: redis-cli would send it.
      environment: password === '' ? {} : { REDISCLI_AUTH: password },
    }),
  },
  addressOf: ({ host, port, user = '', ...target }) => `redis://${user}:${shownPassword(target)}@${host}:${port}`,
}

/** The password of a server of ours is made up for it; that of somebody else's is not ours to show. */
function shownPassword({ provider, password }: Pick<ShellTarget, 'provider' | 'password'>): string {
  return provider === 'external' ? '…' : password
}

const kafkaWelcome = `${kafkaTools.join(', ')} are on PATH and know the broker.`

/** Kafka has no one client but a set of tools: a shell with them, or one of them. */
const kafka: ShellClient = {
  name: 'sh',
  inContainer: ({ topicPrefix }) => {
    const hint = topicPrefix ? ` Topics of that run begin with ${topicPrefix}.` : ''
    const start = `PATH=${kafkaFolder}/bin:$PATH; export PATH; [ $# -gt 0 ] && exec "$@"; echo '${kafkaWelcome}${hint}'; exec sh`
    return { args: ['-c', start, 'sh'], environment: {} }
  },
  addressOf: ({ host, port }) => `${host}:${port}`,
}

/** Nginx has no client: what there is to see are its configuration and its logs. */
const nginx: ShellClient = {
  name: 'sh',
  inContainer: callBesideFiles,
  onPath: { install: 'it comes with the system', call: callBesideFiles },
  addressOf: ({ port }) => `http://127.0.0.1:${port}`,
}

function callBesideFiles({ folder }: ShellTarget): Call {
  return { args: [], environment: {}, ...(folder ? { folder } : {}) }
}

export const shellClients: Readonly<Record<WarmServiceName, ShellClient>> = {
  postgres,
  'postgres-replica': replica,
  redis,
  kafka,
  nginx,
}
