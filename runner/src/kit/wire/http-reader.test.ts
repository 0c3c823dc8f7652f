import { describe, expect, test } from 'vitest'
import { framingOfRequest, framingOfResponse, HttpReader, statusOf } from './http-reader.ts'

interface Case {
  readonly name: string
  readonly stream: string
  /** Start lines and bodies. */
  readonly messages: readonly (readonly [startLine: string, body: string])[]
}

const requests: readonly Case[] = [
  {
    name: 'a request without a body',
    stream: 'GET /a HTTP/1.1\r\nhost: x\r\n\r\n',
    messages: [['GET /a HTTP/1.1', '']],
  },
  {
    name: 'a body of a given length, and the request behind it',
    stream: 'POST /a HTTP/1.1\r\nContent-Length: 5\r\n\r\nhelloGET /b HTTP/1.1\r\n\r\n',
    messages: [
      ['POST /a HTTP/1.1', 'hello'],
      ['GET /b HTTP/1.1', ''],
    ],
  },
  {
    name: 'a body in chunks with an extension and a trailer',
    stream:
      'POST /a HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n5;x=1\r\nhello\r\nA\r\n, wide wor\r\n2\r\nld\r\n0\r\nsum: 1\r\n\r\nGET /b HTTP/1.1\r\n\r\n',
    messages: [
      ['POST /a HTTP/1.1', 'hello, wide world'],
      ['GET /b HTTP/1.1', ''],
    ],
  },
]

const responses: readonly Case[] = [
  {
    name: 'statuses that have no body, whatever their headers say',
    stream:
      'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 204 No Content\r\n\r\nHTTP/1.1 304 Not Modified\r\ncontent-length: 9\r\n\r\n',
    messages: [
      ['HTTP/1.1 100 Continue', ''],
      ['HTTP/1.1 204 No Content', ''],
      ['HTTP/1.1 304 Not Modified', ''],
    ],
  },
  {
    name: 'an empty body of a given length',
    stream: 'HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\nHTTP/1.1 500 Oh\r\ncontent-length: 2\r\n\r\nno',
    messages: [
      ['HTTP/1.1 200 OK', ''],
      ['HTTP/1.1 500 Oh', 'no'],
    ],
  },
]

function readAll(reader: HttpReader, stream: Buffer, step: number): [string, string][] {
  const messages: [string, string][] = []
  for (let at = 0; at < stream.length; at += step)
    for (const { startLine, body } of reader.read(stream.subarray(at, at + step))) messages.push([startLine, body])
  return messages
}

const readRequests = () => new HttpReader({ framingOf: framingOfRequest, isKeepingBytes: true })
const readResponses = (method: string) =>
  new HttpReader({ framingOf: (line, headers) => framingOfResponse(method, line, headers), isKeepingBytes: false })

describe.for([1, 3, 10_000])('HttpReader, fed %i bytes at a time', (step) => {
  test.for(requests)('reads $name', ({ stream, messages }) => {
    expect(readAll(readRequests(), Buffer.from(stream), step)).toEqual(messages)
  })

  test.for(responses)('reads $name', ({ stream, messages }) => {
    expect(readAll(readResponses('GET'), Buffer.from(stream), step)).toEqual(messages)
  })

  test('reads a body that ends with its connection', () => {
    const reader = readResponses('GET')
    expect(readAll(reader, Buffer.from('HTTP/1.1 200 OK\r\n\r\nall there is'), step)).toEqual([])
    expect(reader.end()).toMatchObject({ startLine: 'HTTP/1.1 200 OK', body: 'all there is' })
    expect(reader.end()).toBeUndefined()
  })

  test('gives back every byte of a request', () => {
    const stream = 'POST /a HTTP/1.1\r\ntransfer-encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n'
    const reader = readRequests()
    const bytes: Buffer[] = []
    for (let at = 0; at < stream.length; at += step)
      for (const message of reader.read(Buffer.from(stream).subarray(at, at + step))) bytes.push(message.bytes)
    expect(Buffer.concat(bytes).toString()).toBe(stream)
  })
})

describe('HttpReader', () => {
  test('knows that a response to HEAD has a length and no body', () => {
    const stream = Buffer.from('HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nHTTP/1.1 204 No\r\n\r\n')
    expect(readAll(readResponses('HEAD'), stream, 10_000).map(([line]) => line)).toEqual([
      'HTTP/1.1 200 OK',
      'HTTP/1.1 204 No',
    ])
  })

  test('counts a length in bytes, not in characters', () => {
    const body = '€ 5 é'
    const stream = Buffer.from(`POST /a HTTP/1.1\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`)
    expect(readAll(readRequests(), stream, 1)).toEqual([['POST /a HTTP/1.1', body]])
  })

  test('joins headers of one name, and knows them in any case', () => {
    const [message] = readRequests().read(Buffer.from('GET / HTTP/1.1\r\nAccept: a\r\naccept: b\r\nX: y:z\r\n\r\n'))
    expect(message?.headers).toEqual({ accept: 'a, b', x: 'y:z' })
  })

  test('keeps the first 64 KiB of a body', () => {
    const body = 'x'.repeat(100_000)
    const stream = Buffer.from(`POST /a HTTP/1.1\r\ncontent-length: ${body.length}\r\n\r\n${body}`)
    const [message] = readRequests().read(stream)
    expect([message?.body.length, message?.bytes.length]).toEqual([65_536, stream.length])
  })

  test('tells a status from a start line', () => {
    expect([statusOf('HTTP/1.1 201 Created'), statusOf('HTTP/1.1 99')]).toEqual([201, 99])
  })
})
