import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { Redis } from 'ioredis'
import pg from 'pg'
import { findOrders } from './find-orders.ts'

// The web server of the shop. nginx stands in front of as many of these as settings.json says.
const settings = JSON.parse(readFileSync('settings.json', 'utf8'))
const { NAME = 'shop', PORT, DATABASE_URL = '', REDIS_URL = '' } = process.env

const pool = new pg.Pool({
  connectionString: DATABASE_URL,
  application_name: NAME,
  max: settings.poolSize,
  connectionTimeoutMillis: settings.poolWaitMs,
})
pool.on('error', (error) => console.error(`${NAME}: ${error.message}`))
const redis = new Redis(REDIS_URL)
redis.on('error', (error) => console.error(`${NAME}: ${error.message}`))
const seen = { hits: 0, misses: 0, refused: 0 }

/** GET /orders/<address>: from the cache, or from Postgres and into the cache. */
async function ordersOf(address: string): Promise<string> {
  const cached = await redis.get(`orders:${address}`)
  if (cached !== null) {
    seen.hits += 1
    return cached
  }
  seen.misses += 1
  const orders = JSON.stringify(await findOrders(pool, address))
  await redis.set(`orders:${address}`, orders, 'EX', settings.cacheSeconds)
  return orders
}

/** GET /health: can this server reach its database? */
async function health(): Promise<string> {
  await pool.query('SELECT 1')
  return 'well'
}

/** GET /metrics: what the dashboard shows. */
function metrics(): string {
  const { totalCount, idleCount, waitingCount } = pool
  return JSON.stringify({ ...seen, size: settings.poolSize, used: totalCount - idleCount, waiting: waitingCount })
}

async function answer(path: string): Promise<string> {
  if (path === '/metrics') return metrics()
  return path === '/health' ? health() : ordersOf(decodeURIComponent(path.replace('/orders/', '')))
}

createServer(async (request, response) => {
  try {
    response.end(await answer(request.url ?? '/'))
  } catch (error) {
    const { message } = error as Error
    if (/timeout exceeded when trying to connect/.test(message)) seen.refused += 1
    console.error(`${NAME}: ${request.url}: ${message}`)
    response.writeHead(503).end()
  }
}).listen(Number(PORT), '127.0.0.1')
