import pg from 'pg'

/** Where a Postgres is and as whom to go there; without more, the superuser of one of ours on loopback. */
export interface PostgresAddress {
  readonly host?: string
  readonly port: number
  readonly user?: string
  readonly password: string
  readonly database?: string
}

/** How the keeper connects. */
export function clientConfig({ host, port, user, password, database }: PostgresAddress): pg.ClientConfig {
  return {
    host: host ?? '127.0.0.1',
    port,
    password,
    user: user ?? 'postgres',
    database: database ?? 'postgres',
    connectionTimeoutMillis: 2000,
  }
}

/** The version of the server at this address, such as `18.4`; undefined when it does not answer. */
export async function identifyPostgres(address: PostgresAddress): Promise<{ version: string } | undefined> {
  const client = new pg.Client(clientConfig(address))
  client.on('error', () => undefined)
  try {
    await client.connect()
    const { rows } = await client.query<{ server_version: string }>('SHOW server_version')
    return { version: rows[0]?.server_version.split(' ')[0] ?? 'unknown' }
  } catch {
    return undefined
  } finally {
    client.end().catch(() => undefined)
  }
}
