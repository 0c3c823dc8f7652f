/** How the example of a new kata stores an order: in a server, or in memory when the kata needs none. */
export interface StoreTemplate {
  /** The fixture of the kit, when a server is used. */
  readonly fixture?: 'postgres' | 'redis'
  readonly importLine?: string
  /** The first parameter of the learner's function. */
  readonly parameter: string
  readonly doc: string
  /** Statements that store without looking: the mistake. */
  readonly blind: readonly string[]
  readonly solution: readonly string[]
  readonly alternative: readonly string[]
  /** In the test: what comes before the call, what is passed, and how many orders are stored afterwards. */
  readonly setUp: string
  readonly argument: string
  readonly stored: readonly string[]
}

const postgres: StoreTemplate = {
  fixture: 'postgres',
  importLine: "import type { Pool } from 'pg'",
  parameter: 'pool: Pool',
  doc: 'Table: `orders (id text not null)`.',
  blind: ["await pool.query('INSERT INTO orders (id) VALUES ($1)', [orderId])"],
  solution: [
    "await pool.query('INSERT INTO orders (id) SELECT $1 WHERE NOT EXISTS (SELECT FROM orders WHERE id = $1)', [orderId])",
  ],
  alternative: [
    "const { rowCount } = await pool.query('SELECT FROM orders WHERE id = $1', [orderId])",
    "if (rowCount === 0) await pool.query('INSERT INTO orders (id) VALUES ($1)', [orderId])",
  ],
  setUp: "await postgres.query('CREATE TABLE orders (id text NOT NULL)')",
  argument: 'postgres.pool()',
  stored: ["const { length: stored } = await postgres.query('SELECT FROM orders')"],
}

const redis: StoreTemplate = {
  fixture: 'redis',
  importLine: "import type { Redis } from 'ioredis'",
  parameter: 'redis: Redis',
  doc: 'List: `orders`.',
  blind: ["await redis.rpush('orders', orderId)"],
  solution: [
    "const isNew = await redis.set(`seen:${orderId}`, '1', 'NX')",
    "if (isNew !== null) await redis.rpush('orders', orderId)",
  ],
  alternative: [
    "const place = await redis.lpos('orders', orderId)",
    "if (place === null) await redis.rpush('orders', orderId)",
  ],
  setUp: "await redis.client.del('orders')",
  argument: 'redis.connect()',
  stored: ["const stored = await redis.client.llen('orders')"],
}

const memory: StoreTemplate = {
  parameter: 'orders: string[]',
  doc: 'The orders are kept in a list, because this example needs no server.',
  blind: ['orders.push(orderId)'],
  solution: ['if (!orders.includes(orderId)) orders.push(orderId)'],
  alternative: ['const isKnown = orders.some((known) => known === orderId)', 'if (!isKnown) orders.push(orderId)'],
  setUp: 'const orders: string[] = []',
  argument: 'orders',
  stored: ['const { length: stored } = orders'],
}

/** Servers for which an example exists. */
export const scaffoldServices = ['postgres', 'redis'] as const

export type ScaffoldService = (typeof scaffoldServices)[number]

/** The example for a kata with these servers: it stores in the first of them. */
export function chooseTemplate(services: readonly ScaffoldService[]): StoreTemplate {
  if (services.includes('postgres')) return postgres
  return services.includes('redis') ? redis : memory
}
