import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import pg from 'pg'
import { describe, expect, vi } from 'vitest'
import { test } from '../test.ts'
import { emptyFrame, FrameReader, queryFrame } from './postgres-frames.ts'
import { startPostgresProxy } from './postgres-proxy.ts'
import { serverAddressOf } from './server-address.ts'
import { SessionStore } from './session-store.ts'
import type { Traffic, WireConnection } from './traffic.ts'
import type { PostgresUnit, WireUnit } from './unit.ts'

vi.setConfig({ testTimeout: 30_000 })

/** Keeps what it is told, and lets a test hold units at the door. */
class Witness implements Traffic {
  readonly events: string[] = []
  readonly units: PostgresUnit[] = []
  readonly connections: WireConnection[] = []
  door: Promise<void> | undefined

  opened(connection: WireConnection): void {
    this.connections.push(connection)
    this.events.push('opened')
  }
  ready(): void {
    this.events.push('ready')
  }
  arrived(_connection: WireConnection, unit: WireUnit): Promise<void> | undefined {
    this.events.push(`arrived ${textOf(unit)}`)
    if (unit.service === 'postgres') this.units.push(unit)
    return this.door
  }
  spoke(): void {}
  answered(_connection: WireConnection, unit: WireUnit): void {
    this.events.push(`answered ${textOf(unit)}`)
  }
  closed(): void {
    this.events.push('closed')
  }
}

function textOf(unit: WireUnit): string {
  return unit.service === 'postgres' ? unit.statements.map(({ text }) => text).join('; ') : ''
}

const wired = test.extend<{ witness: Witness; url: string; client: pg.Client }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads the pattern to know what a fixture needs
  witness: async ({}, use) => use(new Witness()),
  url: async ({ servers, postgres, witness }, use) => {
    void postgres
    const target = servers.postgresServer?.url ?? ''
    await using sessions = new SessionStore(serverAddressOf(target))
    await using proxy = await startPostgresProxy({ url: target, traffic: witness, sessions })
    await use(proxy.url)
    await proxy.settled()
  },
  client: async ({ url }, use) => {
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    await use(client)
    await client.end()
  },
})

describe('a Postgres proxy', () => {
  wired('lets the handshake pass, and shows each statement with its answer', async ({ witness, client }) => {
    await client.query('SELECT $1::int + 1 AS n', [41])
    await client.query('SELECT 1')
    expect(witness.events).toEqual([
      'opened',
      'ready',
      'arrived SELECT $1::int + 1 AS n',
      'answered SELECT $1::int + 1 AS n',
      'arrived SELECT 1',
      'answered SELECT 1',
    ])
    expect(witness.units[0]).toMatchObject({
      statements: [{ values: ['41'] }],
      outcomes: [{ columns: ['n'], rows: [['42']], rowCount: 1, tag: 'SELECT 1' }],
    })
  })

  wired('holds a statement at the door until it is let in', async ({ witness, client, postgres }) => {
    const { promise, resolve: letIn } = Promise.withResolvers<void>()
    witness.door = promise
    let isAnswered = false
    const answer = client.query('SELECT 1').then(() => (isAnswered = true))
    await vi.waitFor(() => expect(witness.events.at(-1)).toBe('arrived SELECT 1'))
    // Meanwhile another connection has two answers: the server would have been quick enough.
    for (let round = 0; round < 2; round += 1) await postgres.query('SELECT 2')
    expect(isAnswered).toBe(false)
    letIn()
    await answer
    expect(witness.events.at(-1)).toBe('answered SELECT 1')
  })

  wired('tells an error of the server with its code', async ({ witness, client }) => {
    await expect(client.query('SELECT 1/0')).rejects.toThrow('division by zero')
    expect(witness.units[0]?.outcomes).toMatchObject([{ error: { code: '22012', message: 'division by zero' } }])
  })

  wired('shows a named prepared statement by its text each time', async ({ witness, client }) => {
    for (const n of [1, 2]) await client.query({ name: 'add', text: 'SELECT $1::int', values: [n] })
    expect(witness.units.map(({ statements }) => statements)).toEqual([
      [{ text: 'SELECT $1::int', values: ['1'] }],
      [{ text: 'SELECT $1::int', values: ['2'] }],
    ])
  })

  wired('shows pipelined statements one after another', async ({ witness, url }) => {
    const client = new pg.Client({ connectionString: url, pipeline: true })
    await client.connect()
    await Promise.all([client.query('SELECT 1'), client.query('SELECT 2')])
    await client.end()
    expect(witness.events.filter((event) => event.includes('SELECT'))).toEqual([
      'arrived SELECT 1',
      'answered SELECT 1',
      'arrived SELECT 2',
      'answered SELECT 2',
    ])
  })

  wired('lets the rows of a COPY through within its statement', async ({ witness, client, postgres }) => {
    await postgres.query('CREATE TABLE t (n int)')
    const copy = new RawQuery('COPY t FROM STDIN')
    client.query(copy)
    await copy.asked
    copy.send('1\n2\n')
    await copy.ended
    expect(await postgres.query('SELECT count(*)::int AS n FROM t')).toEqual([{ n: 2 }])
    expect(witness.events.filter((event) => event.includes('COPY'))).toEqual([
      'arrived COPY t FROM STDIN',
      'answered COPY t FROM STDIN',
    ])
  })

  wired(
    'answers a request for TLS, and hands a request to cancel on',
    async ({ url, client, postgres, eventually }) => {
      const socket = connect(Number(new URL(url).port), '127.0.0.1')
      socket.write(Buffer.from([0, 0, 0, 8, 4, 210, 22, 47]))
      const [answer] = await once(socket, 'data')
      socket.destroy()
      expect(String(answer)).toBe('N')

      const sleep = client.query('SELECT pg_sleep(60)')
      const isRunning =
        "SELECT 1 FROM pg_stat_activity WHERE query LIKE '%pg_sleep(60)%' AND state = 'active' AND pid <> pg_backend_pid()"
      await eventually(
        () => postgres.query(isRunning),
        (rows) => rows.length === 1,
        { describe: 'the statement runs' },
      )
      const { processID, secretKey } = client as unknown as { processID: number; secretKey: number }
      const request = Buffer.alloc(16)
      for (const [at, value] of [16, 80877102, processID, secretKey].entries()) request.writeInt32BE(value, at * 4)
      connect(Number(new URL(url).port), '127.0.0.1').end(request)
      await expect(sleep).rejects.toThrow('canceling statement due to user request')
    },
  )

  wired('hands a kept backend to the next client as if it were new', async ({ witness, url }) => {
    const pids: number[] = []
    for (let round = 0; round < 2; round += 1) {
      const client = new pg.Client({ connectionString: url })
      await client.connect()
      const { rows } = await client.query<{ pid: number; path: string; tables: number; open: boolean }>(`
        SELECT pg_backend_pid() AS pid, current_setting('work_mem') AS path, now() <> statement_timestamp() AS open,
               (SELECT count(*)::int FROM pg_class WHERE relname = 'scratch') AS tables`)
      expect(rows[0]).toMatchObject({ tables: 0, open: false })
      expect(rows[0]?.path).not.toBe('77MB')
      pids.push(rows[0]?.pid ?? 0)
      await client.query("SET work_mem = '77MB'; CREATE TEMP TABLE scratch (n int)")
      await client.query({ name: 'left', text: 'SELECT 1' })
      await client.query('BEGIN')
      expect(witness.connections.at(-1)?.isInTransaction).toBe(true)
      await client.end()
      await vi.waitFor(() => expect(witness.events.at(-1)).toBe('closed'))
    }
    expect(pids[1]).toBe(pids[0])
  })

  wired('sees a unit that is interrupted by a Flush as one', async ({ witness, url }) => {
    const raw = await openRaw(url)
    raw.write(Buffer.concat([frame('P', '\0SELECT 7\0\0\0'), frame('D', 'S\0'), emptyFrame('H')]))
    await raw.until('T')
    raw.write(Buffer.concat([frame('B', '\0\0\0\0\0\0\0\0'), frame('E', '\0\0\0\0\0'), emptyFrame('S')]))
    await raw.until('Z')
    expect(witness.events.filter((event) => event.includes('7'))).toEqual(['arrived SELECT 7', 'answered SELECT 7'])
    raw.end()
  })
})

/** As libraries for COPY hook into pg. */
class RawQuery {
  readonly #text: string
  readonly #asked = Promise.withResolvers<void>()
  readonly #ended = Promise.withResolvers<void>()
  #connection: { stream: { write(bytes: Buffer): void } } | undefined

  constructor(text: string) {
    this.#text = text
  }

  get asked(): Promise<void> {
    return this.#asked.promise
  }
  get ended(): Promise<void> {
    return this.#ended.promise
  }
  submit(connection: { stream: { write(bytes: Buffer): void } }): void {
    this.#connection = connection
    connection.stream.write(queryFrame(this.#text))
  }
  send(rows: string): void {
    this.#connection?.stream.write(Buffer.concat([frame('d', rows), emptyFrame('c')]))
  }
  handleCopyInResponse(): void {
    this.#asked.resolve()
  }
  handleCommandComplete(): void {}
  handleReadyForQuery(): void {
    this.#ended.resolve()
  }
  handleError(error: Error): void {
    this.#ended.reject(error)
  }
}

function frame(type: string, body: string): Buffer {
  const head = Buffer.from([type.charCodeAt(0), 0, 0, 0, 0])
  head.writeInt32BE(body.length + 4, 1)
  return Buffer.concat([head, Buffer.from(body, 'latin1')])
}

/** A connection that is spoken to byte by byte, once pg has shaken hands. */
async function openRaw(url: string) {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => {})
  await client.connect()
  const { stream } = (client as unknown as { connection: { stream: Socket } }).connection
  const reader = new FrameReader(true)
  const seen: string[] = []
  stream.removeAllListeners('data')
  stream.on('data', (chunk: Buffer) => void seen.push(...[...reader.read(chunk)].map(({ type }) => type)))
  return {
    write: (bytes: Buffer) => stream.write(bytes),
    until: (type: string) => vi.waitFor(() => expect(seen).toContain(type)),
    end: () => stream.destroy(),
  }
}
