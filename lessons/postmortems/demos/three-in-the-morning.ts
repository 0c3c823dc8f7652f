import { demo, type PostgresFixture } from 'loadbearing/demo'

const orders = 60_000
const customers = 3_000
const callers = 40

const byAddress = `SELECT id FROM orders
  WHERE regexp_replace(lower(email), '\\+[^@]*@', '@') = $1 ORDER BY placed_at DESC LIMIT 20`
const byCustomer = `SELECT o.id FROM customers c JOIN orders o ON o.customer_id = c.id
  WHERE c.address = $1 ORDER BY o.placed_at DESC LIMIT 20`
const lostIndex = `CREATE INDEX orders_address ON orders (regexp_replace(lower(email), '\\+[^@]*@', '@'))`

export default demo({
  title: `${callers} callers look up their orders at once, in a table of ${orders} rows`,
  services: { postgres: 1 },
  run: async ({ postgres }) => {
    await build(postgres)
    const sound = await measure(postgres, { statement: byAddress, connections: 4 })
    await postgres.query('DROP INDEX orders_address')
    const broken = await measure(postgres, { statement: byAddress, connections: 4 })
    const wider = await measure(postgres, { statement: byAddress, connections: callers })
    const rewritten = await measure(postgres, { statement: byCustomer, connections: 4 })
    await postgres.query(lostIndex)
    await postgres.query('ANALYZE orders')
    const rebuilt = await measure(postgres, { statement: byAddress, connections: 4 })
    return {
      columns: ['state', 'connections', 'rows read for a lookup', 'ms at the database', 'ms until all are served'],
      rows: [
        ['with its index', ...cellsOf(sound)],
        ['without it', ...cellsOf(broken)],
        ['without it, a bigger pool', ...cellsOf(wider)],
        ['without it, by the customer', ...cellsOf(rewritten)],
        ['index built again', ...cellsOf(rebuilt)],
      ],
      measured: {
        soundRows: sound.rowsRead,
        brokenRows: broken.rowsRead,
        rewrittenRows: rewritten.rowsRead,
        rebuiltRows: rebuilt.rowsRead,
        soundMs: sound.allMs,
        brokenMs: broken.allMs,
        brokenStatementMs: broken.statementMs,
        widerMs: wider.allMs,
        widerStatementMs: wider.statementMs,
      },
    }
  },
  claims: [
    {
      sentence: 'Without its index a lookup reads the whole table, at least a thousand times as many rows',
      holds: ({ soundRows = 0, brokenRows = 0 }) => brokenRows >= orders && brokenRows > soundRows * 1_000,
    },
    {
      sentence: 'And forty callers wait at least ten times as long',
      holds: ({ soundMs = 0, brokenMs = 0 }) => brokenMs > soundMs * 10,
    },
    {
      sentence: 'With ten times the connections each statement takes longer than with four',
      holds: ({ brokenStatementMs = 0, widerStatementMs = 0 }) => widerStatementMs > brokenStatementMs,
    },
    {
      sentence: 'A statement by another index, and the index built again, read fewer than a hundred rows',
      holds: ({ rewrittenRows = 0, rebuiltRows = 0 }) => rewrittenRows < 100 && rebuiltRows < 100,
    },
  ],
})

async function build(postgres: PostgresFixture): Promise<void> {
  await postgres.query(`
    CREATE TABLE customers (id int PRIMARY KEY, address text NOT NULL UNIQUE);
    INSERT INTO customers SELECT i, 'customer.' || i || '@example.com' FROM generate_series(0, ${customers - 1}) AS i;
    CREATE TABLE orders (id int PRIMARY KEY, customer_id int NOT NULL, email text NOT NULL, placed_at timestamptz NOT NULL);
    INSERT INTO orders SELECT i, i % ${customers}, 'Customer.' || i % ${customers} || '@Example.com',
                              timestamptz '2026-11-26' - i * interval '1 minute'
      FROM generate_series(1, ${orders}) AS i;
    CREATE INDEX orders_customer_id ON orders (customer_id);
    ${lostIndex}`)
  await postgres.query('VACUUM ANALYZE')
}

interface Lookups {
  readonly connections: number
  readonly rowsRead: number
  /** Of one statement at the median. */
  readonly statementMs: number
  readonly allMs: number
}

async function measure(
  postgres: PostgresFixture,
  { statement, connections }: { statement: string; connections: number },
): Promise<Lookups> {
  const { rowsRead } = await postgres.explain(statement, ['customer.7@example.com'], {
    max_parallel_workers_per_gather: '0',
  })
  const pool = postgres.pool({ max: connections, options: '-c max_parallel_workers_per_gather=0' })
  // Connecting is not what is measured.
  await Promise.all(Array.from({ length: connections }, () => pool.query('SELECT pg_sleep(0.05)')))
  const tookMs: number[] = []
  const beganAt = performance.now()
  const lookUp = async (nth: number): Promise<void> => {
    const client = await pool.connect()
    const sentAt = performance.now()
    await client.query(statement, [`customer.${nth}@example.com`])
    tookMs.push(performance.now() - sentAt)
    client.release()
  }
  await Promise.all(Array.from({ length: callers }, (_, nth) => lookUp(nth)))
  const allMs = performance.now() - beganAt
  await pool.end()
  const statementMs = tookMs.toSorted((a, b) => a - b)[Math.floor(callers / 2)] ?? 0
  return { connections, rowsRead, statementMs, allMs }
}

function cellsOf({ connections, rowsRead, statementMs, allMs }: Lookups): number[] {
  return [connections, rowsRead, Math.ceil(statementMs), Math.ceil(allMs)]
}
