import { FieldReader, type Frame } from './postgres-frames.ts'
import { valueText } from './postgres-unit-builder.ts'
import type { StatementOutcome } from './unit.ts'

const keptRows = 20

interface Column {
  readonly name: string
  readonly isBinary: boolean
}

/** Gathers what the server says to the statements of one unit. */
export class PostgresReplyReader {
  readonly #report: (outcome: StatementOutcome) => void
  #columns: readonly Column[] = []
  #rows: (string | null)[][] = []
  #rowCount = 0

  constructor(report: (outcome: StatementOutcome) => void) {
    this.#report = report
  }

  read(frame: Frame): void {
    const fields = new FieldReader(frame.body)
    if (frame.type === 'T') this.#columns = readColumns(fields)
    if (frame.type === 'D') this.#addRow(fields)
    if (frame.type === 'C') this.#end({ tag: fields.text() })
    if (frame.type === 'I' || frame.type === 's') this.#end({ tag: '' })
    if (frame.type === 'E') this.#end({ tag: '', error: readError(fields) })
  }

  #addRow(fields: FieldReader): void {
    this.#rowCount += 1
    if (this.#rows.length >= keptRows) return
    const count = fields.int16()
    this.#rows.push(
      Array.from({ length: count }, (_, at) => valueText(fields.value(), this.#columns[at]?.isBinary ?? false)),
    )
  }

  #end(end: Pick<StatementOutcome, 'tag' | 'error'>): void {
    this.#report({
      ...end,
      columns: this.#columns.map((column) => column.name),
      rows: this.#rows,
      rowCount: this.#rowCount,
    })
    this.#columns = []
    this.#rows = []
    this.#rowCount = 0
  }
}

function readColumns(fields: FieldReader): Column[] {
  return Array.from({ length: fields.int16() }, () => {
    const name = fields.text()
    // Table, attribute, type, size and modifier come before the format code.
    fields.skip(16)
    return { name, isBinary: fields.int16() === 1 }
  })
}

function readError(fields: FieldReader): { code: string; message: string } {
  const error = { code: '', message: '' }
  for (let key = fields.byte(); key !== '\0' && !fields.isAtEnd; key = fields.byte()) {
    const text = fields.text()
    if (key === 'C') error.code = text
    if (key === 'M') error.message = text
  }
  return error
}
