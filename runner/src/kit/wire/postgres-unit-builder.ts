import { FieldReader, type Frame } from './postgres-frames.ts'
import type { PostgresUnit, Statement } from './unit.ts'

/** A run of frontend messages that goes to the server together. */
export interface FrontendUnit {
  readonly unit: PostgresUnit
  readonly bytes: readonly Buffer[]
  /** False after a Flush: the client reads an answer and then goes on with the same unit. */
  readonly isWhole: boolean
}

/** Frontend messages after which the client waits for the server. */
const ends: Readonly<Record<string, boolean>> = { Q: true, S: true, F: true, H: false }

/** Follows the frontend messages of one session, and knows which text a prepared statement's name stands for. */
export class PostgresUnitBuilder {
  readonly #prepared = new Map<string, string>()
  readonly #portals = new Map<string, Statement>()
  #bytes: Buffer[] = []
  #statements: Statement[] = []

  /** Returns a unit when `frame` ends one. */
  add(frame: Frame): FrontendUnit | undefined {
    this.#bytes.push(frame.bytes)
    this.#follow(frame)
    const isWhole = ends[frame.type]
    if (isWhole === undefined) return undefined
    const unit: PostgresUnit = { service: 'postgres', statements: this.#statements, outcomes: [] }
    const built = { unit, bytes: this.#bytes, isWhole }
    this.#bytes = []
    this.#statements = []
    return built
  }

  #follow(frame: Frame): void {
    const fields = new FieldReader(frame.body)
    if (frame.type === 'Q') this.#statements.push({ text: fields.text(), values: [] })
    if (frame.type === 'P') this.#prepared.set(fields.text(), fields.text())
    if (frame.type === 'B') this.#bind(fields)
    if (frame.type === 'E') this.#execute(fields.text())
    if (frame.type === 'F') this.#statements.push({ text: 'function call', values: [] })
  }

  #bind(fields: FieldReader): void {
    const portal = fields.text()
    const text = this.#prepared.get(fields.text()) ?? ''
    const formats = Array.from({ length: fields.int16() }, () => fields.int16())
    const values = Array.from({ length: fields.int16() }, (_, index) => {
      const isBinary = (formats.length === 1 ? formats[0] : formats[index]) === 1
      return valueText(fields.value(), isBinary)
    })
    this.#portals.set(portal, { text, values })
  }

  #execute(portal: string): void {
    this.#statements.push(this.#portals.get(portal) ?? { text: '', values: [] })
  }
}

/** A value as text: binary ones as hexadecimal digits, shortened. */
export function valueText(value: Buffer | undefined, isBinary: boolean): string | null {
  if (!value) return null
  return isBinary ? `\\x${value.subarray(0, 16).toString('hex')}` : value.toString('utf8')
}
