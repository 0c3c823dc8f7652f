import { describe, expect, test } from 'vitest'
import { emptyFrame, FrameReader, queryFrame } from './postgres-frames.ts'
import { type FrontendUnit, PostgresUnitBuilder } from './postgres-unit-builder.ts'

function framed(type: string, body: Buffer): Buffer {
  const head = Buffer.from([type.charCodeAt(0), 0, 0, 0, 0])
  head.writeInt32BE(body.length + 4, 1)
  return Buffer.concat([head, body])
}

/** Numbers have 16 bits; strings end with a zero byte. */
function frame(type: string, ...parts: (string | number)[]): Buffer {
  return framed(
    type,
    Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(`${part}\0`) : int16(part)))),
  )
}

function int16(value: number): Buffer {
  const bytes = Buffer.alloc(2)
  bytes.writeInt16BE(value)
  return bytes
}

const parse = (text: string, name = ''): Buffer => frame('P', name, text, 0)
const bind = (statement = ''): Buffer => frame('B', '', statement, 0, 0, 0)
const execute = frame('E', '', 0, 0)
const [sync, flush] = [emptyFrame('S'), emptyFrame('H')]

function bindWith(...values: (string | null)[]): Buffer {
  const sized = values.flatMap((value) => (value === null ? [-1, -1] : [0, value.length, value]))
  const withoutEnds = sized.map((part) => (typeof part === 'string' ? Buffer.from(part) : int16(part)))
  return framed('B', Buffer.concat([Buffer.from('\0\0'), int16(0), int16(values.length), ...withoutEnds, int16(0)]))
}

function unitsOf(...messages: Buffer[]): FrontendUnit[] {
  const builder = new PostgresUnitBuilder()
  const frames = [...new FrameReader(true).read(Buffer.concat(messages))]
  return frames.flatMap((frame) => builder.add(frame) ?? [])
}

const textsOf = (units: FrontendUnit[]): string[][] => units.map(({ unit }) => unit.statements.map(({ text }) => text))

describe('PostgresUnitBuilder', () => {
  test('takes a simple query as one unit', () => {
    expect(textsOf(unitsOf(queryFrame('BEGIN'), queryFrame('COMMIT')))).toEqual([['BEGIN'], ['COMMIT']])
  })

  test('takes all messages up to Sync as one unit, with the parameter values', () => {
    const units = unitsOf(parse('SELECT $1, $2'), bindWith('150', null), frame('D', 'P'), execute, sync)
    expect(units.map(({ unit }) => unit.statements)).toEqual([[{ text: 'SELECT $1, $2', values: ['150', null] }]])
    expect(units[0]?.bytes).toHaveLength(5)
  })

  test('knows the text behind the name of a prepared statement that an earlier unit parsed', () => {
    const units = unitsOf(parse('SELECT 1', 'read'), sync, bind('read'), execute, sync)
    expect(textsOf(units)).toEqual([[], ['SELECT 1']])
  })

  test('keeps pipelined units apart', () => {
    const one = [parse('SELECT 1'), bind(), execute, sync]
    const two = [parse('SELECT 2'), bind(), execute, sync]
    expect(textsOf(unitsOf(...one, ...two))).toEqual([['SELECT 1'], ['SELECT 2']])
  })

  test('hands out what comes before a Flush, and says that the unit goes on', () => {
    const units = unitsOf(parse('SELECT 1'), flush, bind(), execute, sync)
    expect(units.map(({ isWhole }) => isWhole)).toEqual([false, true])
    expect(textsOf(units)).toEqual([[], ['SELECT 1']])
  })
})
