import type { Redis } from 'ioredis'
import { CourseError } from '../../errors.ts'
import type { Refusals } from '../server-right.ts'
import { connectToRedis } from './connect-to-redis.ts'
import { describeRefusedConnection } from './describe-refused-connection.ts'
import { unusable, wayOut } from './external-variable.ts'
import type { RedisAddress } from './redis-address.ts'
import { findClaim } from './redis-claim.ts'
import { describeContents } from './redis-contents.ts'

/** The oldest that the course is tried on, and the first with functions, by which it is marked as lent. */
const oldestMajor = 7

/** What an external Redis is, once it is known that it can serve. */
export interface ExaminedRedis {
  readonly version: string
  readonly lacks: Refusals
}

/** Looks what an external Redis is. Throws EXTERNAL_SERVER_NOT_USABLE when no kata could run on it. */
export async function examineRedis(address: RedisAddress): Promise<ExaminedRedis> {
  const place = `${address.host}:${address.port}`
  let client: Redis | undefined
  try {
    client = await connectToRedis(address)
    const version = await assertFit(client, place)
    // Whatever a claimed server holds came after it was found empty.
    if (!(await findClaim(client))) await assertEmpty(client, place)
    await client.call('CONFIG', 'GET', 'maxmemory')
    return { version, lacks: refusalsOf(place) }
  } catch (error) {
    throw describeFailure(error, address)
  } finally {
    client?.disconnect()
  }
}

/** Throws EXTERNAL_SERVER_NOT_USABLE, with what was found, when there is anything in it. */
export async function assertEmpty(client: Redis, place: string): Promise<void> {
  const contents = await describeContents(client)
  if (contents === undefined) return
  throw unusable('redis', {
    reason: `The external Redis at ${place} is not empty: it holds ${contents}. A kata needs a Redis of its own, and what is not ours is never deleted.`,
    own: 'Name one that nothing else uses, or empty it yourself: FLUSHALL and FUNCTION FLUSH.',
  })
}

async function assertFit(client: Redis, place: string): Promise<string> {
  const info = await client.info()
  const fact = (name: string) => info.match(new RegExp(`^${name}:(\\S+)`, 'm'))?.[1]
  const version = fact('redis_version') ?? 'unknown'
  const name = `The external Redis at ${place}`
  if (!(Number.parseInt(version, 10) >= oldestMajor)) {
    const reason = `${name} is version ${version}; the oldest on which katas are tried is ${oldestMajor}.0.`
    throw unusable('redis', { reason, own: 'Name a newer server.' })
  }
  if (fact('role') !== 'master') {
    throw unusable('redis', { reason: `${name} is a replica, which can't be written to.`, own: 'Name its primary.' })
  }
  if (fact('redis_mode') !== 'standalone') {
    throw unusable('redis', {
      reason: `${name} runs in ${fact('redis_mode')} mode, and katas need one that stands alone.`,
    })
  }
  return version
}

function refusalsOf(place: string): Refusals {
  return {
    kill: { reason: `the external Redis at ${place} is not ours to end`, mend: wayOut('redis') },
    several: { reason: `the external Redis at ${place} is one`, mend: wayOut('redis') },
  }
}

function describeFailure(cause: unknown, { host, port, user, password }: RedisAddress): unknown {
  if (cause instanceof CourseError) return cause
  const place = `${host}:${port}`
  const fail = (reason: string, own?: string) => unusable('redis', { reason, cause, ...(own ? { own } : {}) })
  const refused = describeRefusedConnection(cause)
  if (refused) return fail(`No Redis answers at ${place}, which KATA_REDIS_URL names: ${refused}.`, 'Start it.')
  const { message } = cause as Error
  const name = `The external Redis at ${place}`
  if (/^WRONGPASS|^ERR AUTH/.test(message) || (/^NOAUTH/.test(message) && password !== ''))
    return fail(`${name} does not accept the password${user ? ` of ${user}` : ''} in KATA_REDIS_URL.`, 'Correct it.')
  if (/^NOAUTH/.test(message))
    return fail(`${name} asks for a password, and KATA_REDIS_URL has none.`, 'Add it: redis://:password@….')
  if (/^LOADING/.test(message)) return fail(`${name} is still loading its data.`, 'Try again in a moment.')
  if (/^NOPERM|unknown command/.test(message)) {
    const own = 'Let it run every command: ACL SETUSER … +@all ~* &*.'
    return fail(`${name} does not let ${user || 'this user'} do what a kata needs: ${message}.`, own)
  }
  return fail(`${name} can't be used: ${message}.`)
}
