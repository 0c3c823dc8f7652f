import type { Redis } from 'ioredis'
import { pollUntil } from '../poll-until.ts'
import type { ServerRecord, WholeRedis } from '../provider.ts'
import { connectToRedis } from './connect-to-redis.ts'
import { assertEmpty, examineRedis } from './examine-redis.ts'
import { externalService, readNoLog } from './external-service.ts'
import { parseRedisAddress, redisUrl } from './redis-address.ts'
import { claimedByOthers, emptyClaimed, findClaim, isOurs, markClaimed } from './redis-claim.ts'
import { claimLibrary } from './redis-contents.ts'

/** How long the release of a run before may still be going on. */
const settleLimitMs = 5000

/** A Redis that the user runs: lent as a whole, empty, to one run at a time, and emptied again. */
export const externalRedis = externalService('redis', {
  examine: async (text) => {
    const address = parseRedisAddress(text)
    const { host, port, password } = address
    return { host, port, password, shown: redisUrl({ ...address, password: '' }), ...(await examineRedis(address)) }
  },
  open: openExternalRedis,
})

async function openExternalRedis(record: ServerRecord): Promise<WholeRedis> {
  const address = parseRedisAddress(record.external ?? '')
  const place = `${address.host}:${address.port}`
  const client = await connectToRedis(address)
  return {
    record,
    url: redisUrl(address),
    isAlive: async () => (await client.ping().catch(() => undefined)) === 'PONG',
    claim: () => claim(client, place),
    isClaimed: async () => isClaimedByUs(client),
    release: () => release(client),
    stop: async () => {
      await release(client).catch(() => undefined)
      client.disconnect()
    },
    readLog: readNoLog,
  }
}

async function claim(client: Redis, place: string): Promise<void> {
  await release(client)
  const isMarked = await pollUntil(() => markClaimed(client), { withinMs: settleLimitMs, everyMs: 50 })
  if (!isMarked) throw claimedByOthers(place)
  try {
    await assertEmpty(client, place)
  } catch (error) {
    await client.call('FUNCTION', 'DELETE', claimLibrary).catch(() => undefined)
    throw error
  }
  await client.config('RESETSTAT')
}

async function isClaimedByUs(client: Redis): Promise<boolean> {
  const claim = await findClaim(client)
  return claim !== undefined && isOurs(claim)
}

/** What an earlier run, or an earlier keeper of this data folder, left is ours to remove; nothing else is. */
async function release(client: Redis): Promise<void> {
  const claim = await findClaim(client)
  if (claim && isOurs(claim)) await emptyClaimed(client, claim)
}
