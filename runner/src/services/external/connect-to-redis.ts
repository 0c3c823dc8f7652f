import type { Redis } from 'ioredis'
import type { RedisAddress } from './redis-address.ts'

const connectLimitMs = 5000
/** Longer than any pause of a busy machine. */
const answerLimitMs = 10_000

/** A connection that does not come back by itself. Rejects with the reason why there is none. */
export async function connectToRedis({ host, port, user, password }: RedisAddress): Promise<Redis> {
  // Only where somebody names a Redis is the client library in the keeper's memory.
  const { Redis } = await import('ioredis')
  const client = new Redis({
    ...{ host, port, lazyConnect: true, connectTimeout: connectLimitMs, commandTimeout: answerLimitMs },
    ...{ retryStrategy: () => null, maxRetriesPerRequest: 0, connectionName: 'loadbearing' },
    ...(user ? { username: user } : {}),
    ...(password ? { password } : {}),
  })
  // `connect` itself says only that the connection is closed.
  const failure = new Promise<never>((_, reject) => client.on('error', reject))
  failure.catch(() => undefined)
  try {
    await Promise.race([client.connect(), failure])
    return client
  } catch (error) {
    client.disconnect()
    throw error
  }
}
