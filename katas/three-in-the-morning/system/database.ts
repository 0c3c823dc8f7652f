import type { Client } from 'pg'

const customers = 3_000
const ordersBefore = 30_000
export const ordersAfter = 300_000

/** The address by which the shop knows a customer. */
export function addressOf(customer: number): string {
  return `customer.${customer % customers}@example.com`
}

const orders = (first: number, last: number): string => `
  SELECT i, i % ${customers},
         'Customer.' || i % ${customers} || CASE WHEN i % 7 = 0 THEN '+shop' ELSE '' END || '@Example.com',
         1000 + i * 37 % 9000, timestamptz '2026-11-26' - i * interval '1 minute'
    FROM generate_series(${first}, ${last}) AS i`

const tableOf = (name: string): string => `
  CREATE TABLE ${name} (
    id bigint NOT NULL, customer_id int NOT NULL, email text NOT NULL,
    total_cents int NOT NULL, placed_at timestamptz NOT NULL)`

/** The shop's tables as they were on the evening before. */
export async function createDatabase(client: Client): Promise<void> {
  await client.query(`
    CREATE TABLE customers (id int PRIMARY KEY, address text NOT NULL UNIQUE);
    INSERT INTO customers SELECT i, 'customer.' || i || '@example.com' FROM generate_series(0, ${customers - 1}) AS i;
    CREATE TABLE points (address text PRIMARY KEY, points int NOT NULL);
    ${tableOf('orders')};
    INSERT INTO orders ${orders(1, ordersBefore)};
    ALTER TABLE orders ADD PRIMARY KEY (id);
    CREATE INDEX orders_customer_id ON orders (customer_id);
    CREATE INDEX orders_address ON orders (regexp_replace(lower(email), '\\+[^@]*@', '@'));`)
  await client.query('VACUUM ANALYZE')
}

/** Rebuilds the table with ten times the rows. Two of its three indexes are built again. */
export async function migrate(client: Client): Promise<void> {
  await client.query(`
    ${tableOf('orders_0042')};
    INSERT INTO orders_0042 SELECT * FROM orders;
    INSERT INTO orders_0042 ${orders(ordersBefore + 1, ordersAfter)};
    ALTER TABLE orders_0042 ADD CONSTRAINT orders_0042_pkey PRIMARY KEY (id);
    CREATE INDEX orders_0042_customer_id ON orders_0042 (customer_id);
    ALTER TABLE orders RENAME TO orders_before_0042;
    ALTER TABLE orders_0042 RENAME TO orders`)
  await client.query('ANALYZE orders')
}

/** How many rows of the shop's tables were read so far, by scans and by indexes. */
export async function countRowsRead(client: Client): Promise<number> {
  await client.query('SELECT pg_stat_clear_snapshot()')
  const { rows } = await client.query(
    'SELECT coalesce(sum(seq_tup_read + coalesce(idx_tup_fetch, 0)), 0)::float8 AS read FROM pg_stat_user_tables',
  )
  return rows[0].read
}

export async function countOrders(client: Client): Promise<number> {
  const { rows } = await client.query('SELECT count(*)::int AS count FROM orders')
  return rows[0].count
}

/** The ids of the orders that each customer ought to see. Once for all of them, by a way of its own. */
export async function readLastOrders(client: Client, ids: readonly number[]): Promise<Map<number, readonly string[]>> {
  const { rows } = await client.query(
    `SELECT customer_id, (array_agg(id::text ORDER BY placed_at DESC))[1:20] AS ids
       FROM orders WHERE customer_id = ANY ($1) GROUP BY customer_id`,
    [ids],
  )
  return new Map(rows.map(({ customer_id, ids }) => [customer_id, ids]))
}

/** Each of these customers places one more order, the newest of all, by an address with a part behind a plus. */
export async function placeOrders(client: Client, ids: readonly number[]): Promise<void> {
  await client.query(
    `INSERT INTO orders (id, customer_id, email, total_cents, placed_at)
     SELECT newest.id + nth, customer, 'Customer.' || customer || '+night@Example.com', 4200,
            timestamptz '2026-11-26' + (newest.id + nth) * interval '1 minute'
       FROM unnest($1::int[]) WITH ORDINALITY AS buyers (customer, nth),
            (SELECT max(id) AS id FROM orders) AS newest`,
    [ids],
  )
}

/** Ends what others have under way, whose programs have ended. A session that ends adds to the statistics what it has read. */
export async function endSessions(client: Client): Promise<void> {
  const others = `FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'`
  for (let left = 1; left > 0; ) {
    await client.query('SELECT pg_stat_clear_snapshot()')
    const { rows } = await client.query(`SELECT pg_terminate_backend(pid) ${others}`)
    left = rows.length
  }
}
