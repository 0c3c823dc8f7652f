import { describe, expect, test } from 'vitest'
import { parsePostgresAddress, postgresUrl } from './postgres-address.ts'
import { parseRedisAddress, redisUrl } from './redis-address.ts'

describe('an address of Postgres', () => {
  test('is taken apart, and put together again for another database', () => {
    const address = parsePostgresAddress('postgres://ada:p%40ss%2F@[::1]:5433/app?sslmode=disable')
    expect(address).toEqual({ host: '::1', port: 5433, user: 'ada', password: 'p@ss/', database: 'app' })
    expect(postgresUrl(address, 'kata_1')).toBe('postgres://ada:p%40ss%2F@[::1]:5433/kata_1')
  })

  test('may leave out what has a default', () => {
    expect(parsePostgresAddress('postgresql://localhost')).toEqual({
      ...{ host: 'localhost', port: 5432, user: 'postgres', password: '', database: 'postgres' },
    })
    expect(parsePostgresAddress('postgres://ada@localhost').database).toBe('ada')
  })

  test.each(['require', 'verify-full'])('that asks for TLS by sslmode=%s is refused, with the way out', (mode) => {
    expect(() => parsePostgresAddress(`postgres://ada:secret@localhost/app?sslmode=${mode}`)).toThrow(
      expect.objectContaining({
        code: 'EXTERNAL_SERVER_NOT_USABLE',
        message: expect.stringContaining(`sslmode=${mode}`),
        hint: expect.stringContaining('unset KATA_POSTGRES_URL'),
      }),
    )
  })

  test.each([
    'localhost:5432',
    'mysql://root:secret@localhost/x',
    'postgres://ada:se/cret@localhost',
    'secret',
  ])('such as %s is refused without showing what may be a password', (address) => {
    expect(() => parsePostgresAddress(address)).toThrow(
      expect.objectContaining({ message: expect.not.stringMatching(/se.?cret/) }),
    )
  })
})

test('an address of Redis keeps its user and leaves its database', () => {
  const address = parseRedisAddress('redis://ada:p%40ss@localhost/3')
  expect(address).toEqual({ host: 'localhost', port: 6379, user: 'ada', password: 'p@ss' })
  expect(redisUrl(address)).toBe('redis://ada:p%40ss@localhost:6379')
  expect(redisUrl({ ...address, password: '' })).toBe('redis://localhost:6379')
})

test('an address of Redis that asks for TLS is refused', () => {
  expect(() => parseRedisAddress('rediss://:secret@localhost')).toThrow(/TLS/)
})
