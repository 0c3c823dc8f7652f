import { unusable } from './external-variable.ts'
import { parseServerAddress } from './parse-server-address.ts'

/** Where an external Redis is, and as whom to go there. */
export interface RedisAddress {
  readonly host: string
  readonly port: number
  /** Empty where the server asks for none. */
  readonly user: string
  readonly password: string
}

const form = { schemes: ['redis', 'rediss'], defaultPort: 6379, example: 'redis://:password@127.0.0.1:6379' }

/** Takes the address of an external Redis apart. Throws EXTERNAL_SERVER_NOT_USABLE. */
export function parseRedisAddress(address: string): RedisAddress {
  if (/^rediss:/i.test(address)) {
    throw unusable('redis', {
      reason:
        'KATA_REDIS_URL asks for TLS (rediss:), and a kata reads what passes between its code and the server, which works without TLS only.',
      own: 'Use redis: with a server that is near and allows it.',
    })
  }
  const { host, port, user, password } = parseServerAddress('redis', address, form)
  return { host, port, user, password }
}

/** For clients, with the password. */
export function redisUrl({ host, port, user, password }: RedisAddress): string {
  const login = password === '' ? '' : `${encodeURIComponent(user)}:${encodeURIComponent(password)}@`
  return `redis://${login}${host.includes(':') ? `[${host}]` : host}:${port}`
}
