import { expect, test } from 'vitest'
import { readProxy } from './read-proxy.ts'

test('a shell without a proxy has none', () => {
  expect(readProxy({ HTTP_PROXY: '' })).toEqual({
    variables: [],
    isLoopbackExempt: false,
    noProxy: '',
    isUsedByNode: false,
  })
})

test.each([
  ['localhost,127.0.0.1', true],
  ['corp.example, LOCALHOST 127.0.0.0/8', true],
  ['*', true],
  ['localhost', false],
  ['127.0.0.1', false],
  ['127.0.0.10,localhost.example', false],
])('NO_PROXY=%s leaves out loopback: %s', (noProxy, isLoopbackExempt) => {
  expect(readProxy({ https_proxy: 'http://proxy:3128', NO_PROXY: noProxy })).toMatchObject({
    variables: ['https_proxy'],
    isLoopbackExempt,
  })
})

test.each([
  { NODE_USE_ENV_PROXY: '1' },
  { NODE_OPTIONS: '--no-warnings --use-env-proxy' },
])('Node obeys it by %j', (env) => expect(readProxy(env).isUsedByNode).toBe(true))
