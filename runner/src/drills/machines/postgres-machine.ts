import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import type { CommandResult, Machine } from './machine.ts'
import type { MachineSpec } from './start-machines.ts'

/** Where the server of a machine writes what it has to say. */
export const serverLog = '/var/lib/postgresql/server.log'

const port = 5432
const endLimitMs = 1_000

/** Lines of `pg_hba.conf`: everybody on the drill's own network, and on loopback of this machine. */
const everybody = [
  'local all all trust',
  'local replication all trust',
  'host all all all trust',
  'host replication all all trust',
]

const always = { fsync: 'off', listen_addresses: '*', unix_socket_directories: '/tmp', log_line_prefix: '%m [%p] ' }

/** A machine with a data folder of Postgres, on which a server may run. */
export class PostgresMachine {
  readonly machine: Machine
  #pool: pg.Pool | undefined

  constructor(machine: Machine) {
    this.machine = machine
  }

  /** What a machine needs to be one of these. `psql`, `pg_ctl` and the others find the server without arguments. */
  static spec(name: string, more: Partial<MachineSpec> = {}): MachineSpec {
    const environment = {
      PGDATA: '/var/lib/postgresql/data',
      PGHOST: '/tmp',
      PGUSER: 'postgres',
      PGDATABASE: 'postgres',
    }
    return { name, environment, ports: [port], ...more }
  }

  get name(): string {
    return this.machine.name
  }

  /** Makes a data folder. No server runs yet. */
  async initialise(settings: Readonly<Record<string, string>>): Promise<void> {
    const lines = Object.entries({ ...always, cluster_name: this.name, ...settings })
    const configuration = lines.map(([name, value]) => `${name} = '${value}'\n`).join('')
    await this.machine.must(
      `ready=/var/lib/loadbearing/cluster
       if [ -d "$ready" ]; then cp -a "$ready" "$PGDATA"
       else initdb -D "$PGDATA" --username=postgres --auth=trust --no-sync --encoding=UTF8 --locale=C; fi
       printf %s "$CONFIGURATION" >> "$PGDATA/postgresql.conf"
       printf '%s\\n' "$EVERYBODY" > "$PGDATA/pg_hba.conf"`,
      { CONFIGURATION: configuration, EVERYBODY: everybody.join('\n') },
    )
  }

  /** Starts the server and waits until it takes connections. */
  async start(): Promise<void> {
    await this.machine.must(`pg_ctl start -w -l ${serverLog} > /dev/null || { tail -n 5 ${serverLog}; exit 1; }`)
  }

  /** Runs statements by `psql`, on the machine. Throws when one fails. */
  async psql(...statements: readonly string[]): Promise<string> {
    const { exitCode, output } = await this.tryPsql(...statements)
    if (exitCode !== 0) await this.machine.must(`echo "$WORDS"; exit ${exitCode}`, { WORDS: output })
    return output.trim()
  }

  tryPsql(...statements: readonly string[]): Promise<CommandResult> {
    return this.machine.run('printf %s "$STATEMENTS" | psql -XqAt -v ON_ERROR_STOP=1', {
      STATEMENTS: statements.map((statement) => `${statement};\n`).join(''),
    })
  }

  /** Connections from this side of the network, which outlive restarts of the server. They end with {@link end}. */
  async pool(): Promise<pg.Pool> {
    if (this.#pool) return this.#pool
    const ports = await this.machine.readPorts()
    const address = { host: '127.0.0.1', port: ports[port] ?? 0, user: 'postgres', database: 'postgres' }
    this.#pool = new pg.Pool({ ...address, max: 6, connectionTimeoutMillis: 15_000, query_timeout: 60_000 })
    this.#pool.on('error', () => undefined)
    return this.#pool
  }

  /** Rows, or undefined while no server answers or the statement fails. */
  async find<Row extends pg.QueryResultRow>(statement: string, values: unknown[] = []): Promise<Row[] | undefined> {
    const pool = await this.pool()
    return pool.query<Row>(statement, values).then(
      ({ rows }) => rows,
      () => undefined,
    )
  }

  async end(): Promise<void> {
    const ending = this.#pool?.end().catch(() => undefined)
    // A statement may hang on a machine that stands still.
    await Promise.race([ending, delay(endLimitMs, undefined, { ref: false })])
  }
}
