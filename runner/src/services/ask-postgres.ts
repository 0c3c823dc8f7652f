import pg from 'pg'

interface PostgresAddress {
  readonly port: number
  readonly password: string
}

/** How the superuser connects. */
export function superuserConfig({ port, password }: PostgresAddress): pg.ClientConfig {
  return { host: '127.0.0.1', port, password, user: 'postgres', database: 'postgres', connectionTimeoutMillis: 2000 }
}

/** The version of the server at this address, such as `18.4`; undefined when it does not answer. */
export async function identifyPostgres(address: PostgresAddress): Promise<{ version: string } | undefined> {
  const client = new pg.Client(superuserConfig(address))
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
