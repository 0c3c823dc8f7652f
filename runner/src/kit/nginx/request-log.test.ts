import { expect, test } from 'vitest'
import { parseRequestLine } from './request-log.ts'

const line = {
  method: 'GET',
  path: '/prices?page=2',
  status: '200',
  seconds: '1.004',
  addresses: '127.0.0.1:41001',
  statuses: '200',
  times: '0.002',
  id: 'f00d',
  number: '7',
}

const parse = (changes: Partial<typeof line>) =>
  parseRequestLine(JSON.stringify({ ...line, ...changes }), (address) => address.replace('127.0.0.1:4100', 'app-'))

test('one attempt, with its app by name and times in milliseconds', () => {
  expect(parse({})).toEqual({
    number: 7,
    request: {
      method: 'GET',
      path: '/prices?page=2',
      status: 200,
      durationMs: 1004,
      id: 'f00d',
      attempts: [{ app: 'app-1', status: 200, durationMs: 2 }],
    },
  })
})

test('several attempts are a list, also across a redirection inside nginx', () => {
  const addresses = '127.0.0.1:41001, 127.0.0.1:41002 : 127.0.0.1:41003'
  const { attempts } = parse({ addresses, statuses: '504, 500 : 200', times: '1.000, 0.003 : 0.001' }).request
  expect(attempts.map(({ app, status, durationMs }) => [app, status, durationMs])).toEqual([
    ['app-1', 504, 1000],
    ['app-2', 500, 3],
    ['app-3', 200, 1],
  ])
})

test('an attempt that brought nothing has no status and no time', () => {
  const { attempts } = parse({ addresses: '127.0.0.1:41001', statuses: '-', times: '-' }).request
  expect(attempts).toEqual([{ app: 'app-1', status: undefined, durationMs: undefined }])
})

test('what nginx answered by itself has no attempts, and what others sent no number', () => {
  const { request, number } = parse({ addresses: '', statuses: '', times: '', number: '' })
  expect([request.attempts, number]).toEqual([[], undefined])
})
