import type { WireConnection } from './traffic.ts'
import type { Command, Statement, WireUnit } from './unit.ts'

/** An answer that says no: its SQLSTATE and its words. */
export interface PostgresErrorReply {
  readonly code: string
  readonly message: string
}

export interface RecordedStatement extends Statement {
  /** Who sent it, when it came by the address of an actor. */
  readonly actor: string | undefined
}

export interface RecordedCommand extends Command {
  readonly actor: string | undefined
}

/** Keeps what went to a server, in the order in which it was let in, and which connections are open. */
export class Recording {
  readonly #connections = new Set<WireConnection>()
  #statements: RecordedStatement[] = []
  #commands: RecordedCommand[] = []
  readonly #errors: PostgresErrorReply[] = []
  /** Sent and not answered to the end: a client is told of an error before that, and may end then. */
  readonly #underWay = new Set<WireUnit>()

  get statements(): readonly RecordedStatement[] {
    return this.#statements
  }

  get commands(): readonly RecordedCommand[] {
    return this.#commands
  }

  /** What Postgres has refused, to whomever. */
  get errors(): readonly PostgresErrorReply[] {
    return [...this.#errors, ...[...this.#underWay].flatMap(errorsOf)]
  }

  /** Connections that are open now, those of actors excepted. */
  get connections(): readonly WireConnection[] {
    return [...this.#connections]
  }

  forgetStatements(): void {
    this.#statements = []
  }

  forgetCommands(): void {
    this.#commands = []
  }

  opened(connection: WireConnection): void {
    this.#connections.add(connection)
  }

  closed(connection: WireConnection): void {
    this.#connections.delete(connection)
  }

  /** Notes a unit that goes to the server now. */
  keep({ actor }: WireConnection, unit: WireUnit): void {
    this.#underWay.add(unit)
    if (unit.service === 'postgres')
      this.#statements.push(...unit.statements.map((statement) => ({ ...statement, actor })))
    if (unit.service === 'redis') this.#commands.push(...unit.commands.map((command) => ({ ...command, actor })))
  }

  /** Notes what the server refused of a unit. */
  answered(unit: WireUnit): void {
    this.#underWay.delete(unit)
    this.#errors.push(...errorsOf(unit))
  }

  /** Notes an error that the judge was given, whose statements do not pass here. */
  noteError(error: PostgresErrorReply): void {
    this.#errors.push(error)
  }
}

function errorsOf(unit: WireUnit): PostgresErrorReply[] {
  return unit.service === 'postgres' ? unit.outcomes.flatMap(({ error }) => error ?? []) : []
}
