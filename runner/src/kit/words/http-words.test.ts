import { describe, expect, test } from 'vitest'
import type { HttpMessage } from '../wire/unit.ts'
import { describeHttpUnit } from './http-words.ts'

const message = (startLine: string, body = ''): HttpMessage => ({ startLine, headers: {}, body })

describe('describeHttpUnit', () => {
  test('tells the request, and what came back', () => {
    const request = message('POST /charges HTTP/1.1', '{"cents": 4900}')
    expect(describeHttpUnit({ service: 'http', request })).toEqual({
      text: 'sends POST /charges {"cents": 4900}',
      short: 'sends POST /charges',
    })
    const response = message('HTTP/1.1 201 Created', '{\n  "id": "ch-1"\n}')
    expect(describeHttpUnit({ service: 'http', request, response })).toEqual({
      text: 'sends POST /charges {"cents": 4900}',
      result: '201 { "id": "ch-1" }',
      short: 'sends POST /charges (201)',
    })
  })

  test('shortens long addresses and bodies', () => {
    const request = message(`GET /${'a'.repeat(100)} HTTP/1.1`, 'b'.repeat(1_000))
    const response = message('HTTP/1.1 204 No Content')
    const { text, result } = describeHttpUnit({ service: 'http', request, response })
    expect([text.length < 100, result]).toEqual([true, '204'])
  })
})
