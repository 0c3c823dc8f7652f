import { describe, expect, test } from 'vitest'
import { type CommandBatch, RedisUnitBuilder } from './redis-unit-builder.ts'
import { RespReader } from './resp-reader.ts'

/** Each text is one write of a client. */
function batchesOf(...writes: string[]): { batches: CommandBatch[]; continued: string[] } {
  const builder = new RedisUnitBuilder()
  const reader = new RespReader()
  const continued: string[] = []
  const batches = writes.flatMap((write) =>
    builder.add(reader.read(Buffer.from(write)), (_batch, { name }) => void continued.push(name)),
  )
  return { batches, continued }
}

const say = (...commands: string[]): string => commands.map((command) => `${command}\r\n`).join('')
const namesOf = (batches: CommandBatch[]): string[][] =>
  batches.map(({ unit }) => unit.commands.map(({ name }) => name))

describe('RedisUnitBuilder', () => {
  test('takes one write as one unit', () => {
    expect(namesOf(batchesOf(say('get a'), say('incr a', 'get a')).batches)).toEqual([['GET'], ['INCR', 'GET']])
  })

  test('takes MULTI to EXEC as one unit, over as many writes as it comes in', () => {
    const { batches, continued } = batchesOf(say('multi'), say('incr a'), say('exec'), say('get a'))
    expect(namesOf(batches)).toEqual([['MULTI', 'INCR', 'EXEC'], ['GET']])
    expect(continued).toEqual(['INCR', 'EXEC'])
  })

  test('ends a transaction that is discarded', () => {
    expect(namesOf(batchesOf(say('multi'), say('discard'), say('get a')).batches)).toEqual([
      ['MULTI', 'DISCARD'],
      ['GET'],
    ])
  })

  test('keeps the handshake apart from what follows it in the same write', () => {
    const { batches } = batchesOf(say('hello 3', 'client setinfo lib-name x', 'get a'))
    expect(batches.map(({ isPassing }) => isPassing)).toEqual([true, false])
    expect(namesOf(batches)).toEqual([['HELLO', 'CLIENT'], ['GET']])
  })
})
