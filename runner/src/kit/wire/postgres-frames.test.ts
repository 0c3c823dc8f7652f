import { describe, expect, test } from 'vitest'
import { emptyFrame, FieldReader, FrameReader, queryFrame } from './postgres-frames.ts'

const stream = Buffer.concat([queryFrame('SELECT 1'), emptyFrame('S'), queryFrame('é')])

describe('FrameReader', () => {
  test.each(
    Array.from({ length: stream.length - 1 }, (_, at) => at + 1),
  )('finds the same messages when cut at byte %i', (cut) => {
    const reader = new FrameReader(true)
    const frames = [...reader.read(stream.subarray(0, cut)), ...reader.read(stream.subarray(cut))]
    expect(frames.map(({ type, body }) => [type, body.toString()])).toEqual([
      ['Q', 'SELECT 1\0'],
      ['S', ''],
      ['Q', 'é\0'],
    ])
    expect(reader.hasPart).toBe(false)
  })

  test('knows that the rest of a message has not come', () => {
    const reader = new FrameReader(true)
    expect([...reader.read(stream.subarray(0, 3))]).toEqual([])
    expect(reader.hasPart).toBe(true)
  })

  test('reads a startup message without a type and then messages with one', () => {
    const reader = new FrameReader(false)
    const startup = Buffer.from([0, 0, 0, 8, 0, 3, 0, 0])
    const [first] = reader.read(startup)
    reader.expectTypes()
    const [second] = reader.read(emptyFrame('S'))
    expect([first?.type, first?.body.readInt32BE(0), second?.type]).toEqual(['', 196608, 'S'])
  })
})

test('FieldReader tells NULL from an empty value', () => {
  const fields = new FieldReader(Buffer.from([0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0]))
  expect([fields.value(), fields.value()?.length, fields.isAtEnd]).toEqual([undefined, 0, true])
})
