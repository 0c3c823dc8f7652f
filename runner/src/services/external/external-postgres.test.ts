import pg from 'pg'
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { startRewritingProxy } from '../../../test/services/rewriting-proxy.ts'
import { whyNot } from '../../../test/services/temporary-home.ts'
import { useUsersServers } from '../../../test/services/users-servers.ts'
import { ensureServices } from '../ensure-services.ts'
import { leasePostgres } from '../lease-postgres.ts'
import { requireRight } from '../require-right.ts'
import { serviceStatus } from '../service-status.ts'
import { stopServices } from '../stop-services.ts'

async function ask(url: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => undefined)
  await client.connect()
  try {
    return (await client.query(text)).rows
  } finally {
    await client.end()
  }
}

const reason = await whyNot('local')
describe.skipIf(reason)('a Postgres that the user runs', { timeout: 30_000 }, () => {
  const users = useUsersServers()

  beforeAll(() =>
    users.query(
      "CREATE ROLE ada LOGIN PASSWORD 'secret' CREATEDB",
      "ALTER ROLE ada SET default_transaction_isolation = 'serializable'",
      "CREATE ROLE bob LOGIN PASSWORD 'secret'",
    ),
  )
  beforeEach(() => {
    process.env['KATA_POSTGRES_URL'] = users.postgresUrl
  })
  afterEach(() => {
    delete process.env['KATA_POSTGRES_URL']
  })

  async function databases(): Promise<unknown[]> {
    const rows = await users.query("SELECT datname FROM pg_database WHERE datname LIKE 'kata%'")
    return rows.map(({ datname }) => datname)
  }

  test('lends a database like one of ours, whatever its owner has set, and it is gone afterwards', async () => {
    process.env['KATA_POSTGRES_URL'] = users.postgresUrlOf('ada', 'secret')
    const lease = await leasePostgres()
    expect(lease.provider).toBe('external')
    expect(await ask(lease.url, 'SHOW default_transaction_isolation')).toEqual([
      { default_transaction_isolation: 'read committed' },
    ])
    const [{ datcollate, encoding } = {}] = await ask(
      lease.url,
      'SELECT datcollate, pg_encoding_to_char(encoding) AS encoding FROM pg_database WHERE datname = current_database()',
    )
    expect([datcollate, encoding]).toEqual(['C', 'UTF8'])
    await lease[Symbol.asyncDispose]()
    await expect.poll(() => databases(), { timeout: 10_000 }).not.toContain(lease.database)
  })

  test('is never stopped, and keeps every database that is not ours', async () => {
    await users.query('CREATE DATABASE kata_of_my_own')
    const lost = await leasePostgres()
    const { processId = 0 } = (await serviceStatus()) ?? {}
    process.kill(processId, 'SIGKILL')
    await expect.poll(serviceStatus).toBeUndefined()
    await ensureServices({ postgres: 1 }, { pull: false })
    const left = await databases()
    expect(left).toContain('kata_of_my_own')
    expect(left).not.toContain(lost.database)
    await stopServices()
    expect(await databases()).toEqual(['kata_of_my_own'])
  })

  test('is cleared of what a killed keeper left by `kata services stop`', async () => {
    const lost = await leasePostgres()
    const { processId = 0 } = (await serviceStatus()) ?? {}
    process.kill(processId, 'SIGKILL')
    await expect.poll(serviceStatus).toBeUndefined()
    expect(await databases()).toContain(lost.database)
    await stopServices()
    expect(await databases()).not.toContain(lost.database)
  })

  test('says what it refuses, and a part of the kit that needs it is refused by name', async () => {
    await using all = await leasePostgres()
    expect(all.lacks).toEqual({})
    await all[Symbol.asyncDispose]()
    process.env['KATA_POSTGRES_URL'] = users.postgresUrlOf('ada', 'secret')
    await using some = await leasePostgres()
    expect(() => requireRight(some, 'deadlock-timeout', '`interleave`')).toThrow(
      expect.objectContaining({
        code: 'EXTERNAL_RIGHT_MISSING',
        message: expect.stringMatching(
          /^This kata uses `interleave`, and the external Postgres at 127.0.0.1:\d+ does not let ada set deadlock_timeout\.$/,
        ),
        hint: expect.stringMatching(/GRANT SET ON PARAMETER deadlock_timeout TO "ada"; Or unset KATA_POSTGRES_URL/),
      }),
    )
  })

  test('grants the explorer what it needs when its superuser says so', async () => {
    await users.query('GRANT SET ON PARAMETER deadlock_timeout TO ada')
    process.env['KATA_POSTGRES_URL'] = users.postgresUrlOf('ada', 'secret')
    await stopServices()
    await using lease = await leasePostgres()
    expect(Object.keys(lease.lacks)).toEqual(['superuser'])
    await ask(lease.url, `ALTER DATABASE ${lease.database} SET deadlock_timeout = '1ms'`)
  })

  const refused: readonly (readonly [what: string, url: () => string, message: RegExp])[] = [
    ['a user who may not create databases', () => users.postgresUrlOf('bob', 'secret'), /let bob create databases/],
    [
      'a wrong password',
      () => users.postgresUrlOf('ada', 'secret2'),
      /accept the password of ada in KATA_POSTGRES_URL/,
    ],
    [
      'no password',
      () => users.postgresUrl.replace(/:\w+@/, '@'),
      /asks for a password, and KATA_POSTGRES_URL has none/,
    ],
    ['a database that is not there', () => users.postgresUrl.replace(/\/\w+$/, '/nowhere'), /has no database nowhere/],
    ['a port where nothing listens', () => 'postgres://ada:secret@127.0.0.1:1', /nothing listens there/],
    ['a host that is not there', () => 'postgres://ada:secret@nowhere.invalid', /nowhere\.invalid:5432/],
    ['a Redis', () => users.redisUrl.replace('redis:', 'postgres:'), /No Postgres answers at 127\.0\.0\.1:\d+/],
  ]
  test.each(refused)('%s is one clear error without the password, with the way out', async (_, url, message) => {
    process.env['KATA_POSTGRES_URL'] = url()
    const error = await ensureServices({ postgres: 1 }, { pull: true }).catch((error: unknown) => error)
    expect(error).toMatchObject({
      code: 'EXTERNAL_SERVER_NOT_USABLE',
      exitCode: 3,
      message: expect.stringMatching(message),
      hint: expect.stringMatching(/nset KATA_POSTGRES_URL: then the runner starts a server of its own\.$/),
    })
    expect(`${error}`).not.toContain(new URL(url()).password || 'secret')
  })

  test('too old a version is refused by name', async () => {
    const [{ server_version = '' } = {}] = await users.query('SHOW server_version')
    const truth = String(server_version)
    const older = truth.replace(/^\d+/, '14')
    process.env['KATA_POSTGRES_URL'] = await startRewritingProxy(users.postgresUrl, { [truth]: older })
    await expect(ensureServices({ postgres: 1 }, { pull: true })).rejects.toMatchObject({
      code: 'EXTERNAL_SERVER_NOT_USABLE',
      message: expect.stringContaining(`is version ${older}; the oldest on which katas are tried is 15.`),
    })
  })

  test('another address is another server: refused while a run uses the first, and taken after it', async () => {
    await using lease = await leasePostgres()
    process.env['KATA_POSTGRES_URL'] = users.postgresUrlOf('ada', 'secret')
    await expect(leasePostgres()).rejects.toMatchObject({
      code: 'SERVICE_BUSY',
      message: expect.stringMatching(/Another run is using postgres by external \(postgres:\/\/postgres@127/),
    })
    await lease[Symbol.asyncDispose]()
    await using other = await leasePostgres()
    expect(new URL(other.url).username).toBe('ada')
  })

  test('KATA_PROVIDER wins over the address', async () => {
    process.env['KATA_PROVIDER'] = 'local'
    await using lease = await leasePostgres().finally(() => delete process.env['KATA_PROVIDER'])
    expect(lease.provider).toBe('local')
  })
})
