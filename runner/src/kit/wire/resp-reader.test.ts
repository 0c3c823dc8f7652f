import { describe, expect, test } from 'vitest'
import { RespReader } from './resp-reader.ts'

const version2 = '+OK\r\n:12\r\n$5\r\nhe\r\no\r\n$-1\r\n*-1\r\n*2\r\n$1\r\na\r\n*1\r\n:1\r\n-ERR no\r\n'
const version3 =
  '_\r\n#t\r\n,1.5\r\n(123\r\n%1\r\n+a\r\n:1\r\n~1\r\n+b\r\n=5\r\ntxt:x\r\n!3\r\nBAD\r\n|1\r\n+ttl\r\n:9\r\n+after\r\n>2\r\n+message\r\n+c\r\n'

function valuesOf(text: string, cut: number = text.length): unknown[] {
  const bytes = Buffer.from(text)
  const reader = new RespReader()
  return [...reader.read(bytes.subarray(0, cut)), ...reader.read(bytes.subarray(cut))].map(({ value }) => value)
}

describe('RespReader', () => {
  test('reads every kind of reply of version 2', () => {
    expect(valuesOf(version2)).toEqual(['OK', 12, 'he\r\no', null, null, ['a', [1]], { failure: 'ERR no' }])
  })

  test('reads every kind of reply of version 3', () => {
    expect(valuesOf(version3)).toEqual([
      null,
      true,
      1.5,
      '123',
      ['a', 1],
      ['b'],
      'x',
      { failure: 'BAD' },
      'after',
      ['message', 'c'],
    ])
  })

  test.each(
    Array.from({ length: version2.length - 1 }, (_, at) => at + 1),
  )('finds the same replies when cut at byte %i', (cut) => {
    expect(valuesOf(version2, cut)).toEqual(valuesOf(version2))
  })

  test('tells a push from a reply', () => {
    const [push, reply] = new RespReader().read(Buffer.from('>1\r\n+x\r\n*1\r\n+x\r\n'))
    expect([push?.isPush, reply?.isPush]).toEqual([true, false])
  })
})
