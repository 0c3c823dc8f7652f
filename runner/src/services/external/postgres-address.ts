import type { PostgresAddress } from '../ask-postgres.ts'
import type { ServerRecord } from '../provider.ts'
import { unusable } from './external-variable.ts'
import { parseServerAddress } from './parse-server-address.ts'

const form = {
  schemes: ['postgres', 'postgresql'],
  defaultPort: 5432,
  example: 'postgres://user:password@127.0.0.1:5432/postgres',
}

/** Takes the address of an external Postgres apart. Throws EXTERNAL_SERVER_NOT_USABLE. */
export function parsePostgresAddress(address: string): Required<PostgresAddress> {
  const { host, port, user, password, path, options } = parseServerAddress('postgres', address, form)
  const wish = options.get('sslmode') ?? (options.get('ssl') === 'true' ? 'require' : 'prefer')
  if (!['disable', 'allow', 'prefer'].includes(wish)) {
    throw unusable('postgres', {
      reason: `KATA_POSTGRES_URL asks for TLS (sslmode=${wish}), and a kata reads what passes between its code and the server, which works without TLS only.`,
      own: 'Use sslmode=disable with a server that is near and allows it.',
    })
  }
  return { host, port, user: user || 'postgres', password, database: path || user || 'postgres' }
}

/** How the keeper reaches a Postgres that it started, or that the user named. */
export function postgresAddressOf({ service, password, external }: ServerRecord): PostgresAddress {
  return external === undefined ? { port: service.port, password } : parsePostgresAddress(external)
}

/** For clients, with the password. */
export function postgresUrl(address: PostgresAddress, database: string): string {
  const { host = '127.0.0.1', port, user = 'postgres', password } = address
  const login =
    password === '' ? encodeURIComponent(user) : `${encodeURIComponent(user)}:${encodeURIComponent(password)}`
  return `postgres://${login}@${host.includes(':') ? `[${host}]` : host}:${port}/${database}`
}
