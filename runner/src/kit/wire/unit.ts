/** One SQL statement as it crossed the wire. Parameter values are text, as the server reads them. */
export interface Statement {
  readonly text: string
  readonly values: readonly (string | null)[]
}

/** What the server said to one statement. Only the first rows are kept. */
export interface StatementOutcome {
  readonly columns: readonly string[]
  readonly rows: readonly (readonly (string | null)[])[]
  readonly rowCount: number
  /** The command tag, such as `UPDATE 1`. Empty when the statement failed. */
  readonly tag: string
  readonly error?: { readonly code: string; readonly message: string }
}

/** From the first frontend byte of a statement to its Sync, or one simple Query. */
export interface PostgresUnit {
  readonly service: 'postgres'
  readonly statements: Statement[]
  readonly outcomes: StatementOutcome[]
}

export interface Command {
  /** In capitals: `GET`. */
  readonly name: string
  readonly args: readonly string[]
}

export type Reply = string | number | boolean | null | RedisFailure | readonly Reply[]

/** An error reply, such as `WRONGTYPE …`. */
export interface RedisFailure {
  readonly failure: string
}

/** One command, one MULTI…EXEC, or one pipeline write. */
export interface RedisUnit {
  readonly service: 'redis'
  readonly commands: Command[]
  readonly replies: Reply[]
}

/** A request or a response of HTTP/1.1. */
export interface HttpMessage {
  /** `POST /charges HTTP/1.1`, or `HTTP/1.1 201 Created`. */
  readonly startLine: string
  /** By name in lower case; values of one name are joined by a comma. */
  readonly headers: Readonly<Record<string, string>>
  /** As text, its first 64 KiB. */
  readonly body: string
}

/** One request and what came back for it. */
export interface HttpUnit {
  readonly service: 'http'
  readonly request: HttpMessage
  /** Absent until the whole response has come. */
  response?: HttpMessage
}

/** Something that a test has named, because it reaches a server by a way that is not framed here. */
export interface StepUnit {
  readonly service: 'step'
  /** As a verb phrase that follows a name: `sends order-placed`. */
  readonly name: string
}

/** What a client asks of a server in one go: nobody else can step in within it. */
export type WireUnit = PostgresUnit | RedisUnit | HttpUnit | StepUnit
