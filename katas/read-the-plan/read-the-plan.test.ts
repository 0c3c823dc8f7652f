import { expect, type LearnerSql, learnerFile, type PostgresFixture, test } from 'loadbearing/kit'

/** One block of the file and the values it is asked with. */
type Question = readonly [block: string, ...values: (string | number)[]]
const nameOf = ([block, ...values]: Question) => `${block}(${values.join(', ')})`

const saleDay = '2026-10-25' // The clocks go back: in Berlin it has 25 hours.
/** A customer, the sale of a shop that has a quarter of all orders, the sale of one among 50 others. */
const questions: readonly Question[] = [
  ['find_customer', 'MIA.BERG@mail.example'],
  ['orders_of_day', 7, saleDay],
  ['orders_of_day', 101, saleDay],
]

/** Orders as they came in, and half as many customers. After the first 5,000, shop 101 sells nothing in the sale. */
const addRows = (from: number, to: number, saleHour: string) => `
  INSERT INTO customers
  SELECT n, CASE WHEN n % 51 > 0 THEN 'Customer.' || n || '@Mail.example' END, 'Customer ' || n, repeat('street ', 80)
  FROM generate_series(${from}, ${to}, 2) n;
  INSERT INTO orders
  SELECT n, CASE WHEN n % 4 = 0 THEN 7 WHEN shop = 101 AND is_sale AND n > 5000 THEN 102 ELSE shop END, n % 1000,
    CASE WHEN n % 97 = 0 THEN NULL
      WHEN is_sale THEN timestamp '${saleDay} ${saleHour}' AT TIME ZONE 'Europe/Berlin' + n * 7919 % 36000 * interval '1 s'
      ELSE timestamptz '2026-09-30 22:00Z' + n * 7919 % 1987200 * interval '1 s' END, n % 9000, repeat('note ', 50)
  FROM generate_series(${from}, ${to}) n, LATERAL (SELECT 100 + n / 20 % 50 AS shop, n / 4 % 5 = 0 AS is_sale) row;`

/** What happens after your migration: both ends of a day, an hour that comes twice, the same second in no order. */
const laterWrites = `
  INSERT INTO customers VALUES (60003, 'Ann_Lee@Mail.example', 'Ann', ''), (60006, NULL, 'Guest', ''),
    (60004, 'annxlee@mail.example', 'Anna', ''), (60005, 'ANN_LEE@MAIL.EXAMPLE', 'A', '');
  INSERT INTO orders SELECT id, 500, 1, at, 100, '' FROM (VALUES
    (60001, timestamptz '2026-10-24 21:59:59.999999Z'), (60002, '2026-10-24 22:00Z'), (60003, '2026-10-25 01:30Z'),
    (60006, '2026-10-25 00:45Z'), (60004, '2026-10-25 00:45Z'), (60005, '2026-10-25 00:45Z'), (60010, NULL),
    (60007, '2026-10-25 22:30Z'), (60008, '2026-10-25 22:59:59.999999Z'), (60009, '2026-10-25 23:00Z')) late (id, at);
  INSERT INTO orders SELECT 70000 + n * 37 % 60, 501, 1, '2026-10-25 12:00Z', 100, '' FROM generate_series(1, 60) n;
  UPDATE orders SET placed_at = '2026-10-25 20:59:59Z' WHERE id = 388; -- A cart of shop 7 becomes an order.
  DELETE FROM orders WHERE id % 100 = 0`

async function fillTables(postgres: PostgresFixture): Promise<void> {
  await postgres.query(`
    CREATE TABLE customers (id integer PRIMARY KEY, email text, name text NOT NULL, address text NOT NULL);
    CREATE TABLE orders (id bigint PRIMARY KEY, shop_id integer NOT NULL, customer_id integer NOT NULL,
      placed_at timestamptz, total_cents integer NOT NULL, note text NOT NULL);
    ALTER TABLE orders ALTER id SET STATISTICS 200; -- ANALYZE looks at all rows, so that all runs are planned alike.
    ${addRows(1, 5_000, '12:00')}
    INSERT INTO customers VALUES (60001, 'Mia.Berg@Mail.example', 'Mia', ''), (60002, 'mia.berg@mail.example', 'M', '')`)
}

/** Runs your migration, and then what autovacuum would come to do by itself. */
async function openDesk(postgres: PostgresFixture): Promise<LearnerSql> {
  const desk = postgres.learnerSql(learnerFile('read-the-plan.sql'))
  await desk.run('migration')
  await postgres.query('VACUUM ANALYZE customers, orders')
  return desk
}

const explainAll = (desk: LearnerSql) => Promise.all(questions.map(([block, ...values]) => desk.explain(block, values)))

test('Each query returns the rows that it returned before', async ({ postgres }) => {
  await fillTables(postgres)
  // Copies that nobody touches say what is right.
  await postgres.query(`CREATE SCHEMA truth; CREATE TABLE truth.customers AS TABLE customers;
    CREATE TABLE truth.orders AS TABLE orders`)
  const desk = await openDesk(postgres)
  for (const schema of ['public', 'truth']) await postgres.query(`SET LOCAL search_path = ${schema}; ${laterWrites}`)

  const right: Readonly<Record<string, string>> = {
    find_customer: 'SELECT id, email, name FROM truth.customers WHERE lower(email) = lower($1) ORDER BY id',
    orders_of_day: `SELECT id, placed_at, customer_id, total_cents FROM truth.orders
      WHERE shop_id = $1 AND (placed_at AT TIME ZONE 'Europe/Berlin')::date = $2 ORDER BY placed_at DESC, id DESC LIMIT 50`,
  }
  const emails = ['ann_lee@mail.example', '%@mail.example', '', 'nobody']
  const others = emails.map((email): Question => ['find_customer', email])
  for (const day of ['2026-10-24', saleDay, '2026-10-26', '2026-10-10'])
    for (const shop of [500, 501, 7]) others.push(['orders_of_day', shop, day])
  for (const question of [...questions, ...others]) {
    const [block, ...values] = question
    const rows = await desk.query(block, values)
    const expected = await postgres.query(right[block] ?? '', values)
    const [got, wanted] = [rows, expected].map((all) => all.map((row) => JSON.stringify(row)))
    const at = [...expected, ...rows].findIndex((_, index) => got?.[index] !== wanted?.[index])
    const story = `Row ${at + 1} of ${nameOf(question)} is ${got?.[at] ?? 'missing'}. Expected: ${wanted?.[at] ?? 'no such row'}.`
    expect(rows, story).toEqual(expected)
  }
  const columns = {
    customers: 'id, email, name, address',
    orders: 'id, shop_id, customer_id, placed_at, total_cents, note',
  }
  for (const [table, list] of Object.entries(columns)) {
    const lost = await postgres.query(`SELECT ${list} FROM truth.${table} EXCEPT SELECT ${list} FROM ${table}`)
    expect(lost, `Your migration lost or changed ${lost.length} rows of ${table}.`).toHaveLength(0)
  }
})

test('A query throws away no more rows than it returns', async ({ postgres, evidence }) => {
  await fillTables(postgres)
  for (const [index, plan] of (await explainAll(await openDesk(postgres))).entries()) {
    const name = nameOf(questions[index] ?? [''])
    const { rowsRead, rowsReturned } = plan
    const thrown = rowsRead - rowsReturned
    evidence.count(`thrown away by ${name}`, thrown, { expected: 0 })
    evidence.plan(name, plan)
    const story = `${name} returns ${rowsReturned} rows. To find them, Postgres read ${rowsRead} and threw ${thrown} away.`
    expect(thrown, story).toBeLessThanOrEqual(rowsReturned)
  }
})

test('The same answer takes as many pages when the tables are ten times as large', async ({ postgres, evidence }) => {
  await fillTables(postgres)
  const desk = await openDesk(postgres)
  const small = await explainAll(desk)
  await postgres.query(addRows(5_001, 50_000, '00:30'))
  await postgres.query('VACUUM ANALYZE customers, orders')
  const large = await explainAll(desk)
  const rows = large.map((plan, at) => {
    return [nameOf(questions[at] ?? ['']), plan.rowsReturned, small[at]?.buffers ?? 0, plan.buffers] as const
  })
  evidence.table('pages touched for the same rows', ['query', 'rows', 'before', 'ten times as large'], rows)
  for (const [at, [name, count, before, after]] of rows.entries()) {
    const most = Math.max(before, count) + 10 // Each row may have a page of its own, and a taller index costs a few.
    if (after > most && large[at]) evidence.plan(name, large[at])
    const roughly = Number(String(after).replace(/(?<=.)\d/g, '0'))
    const story = `${name} returns the same ${count} rows from ten times as many. It took ${before} pages, and now`
    expect(after, `${story} over ${roughly} (at most ${most}).`).toBeLessThanOrEqual(most)
  }
})

test('Every index that writes keep up to date is read by a query', async ({ postgres, evidence }) => {
  await fillTables(postgres)
  const nodes = (await explainAll(await openDesk(postgres))).flatMap((plan) => plan.nodes)
  const read = new Set(nodes.map((node) => node['Index Name']))
  const added = await postgres.query<{ name: string; kb: number; is_index: boolean }>(`
    SELECT relname AS name, pg_relation_size(oid)::integer / 1024 AS kb, relkind = 'i' AS is_index FROM pg_class
    WHERE relnamespace = 'public'::regnamespace AND relname !~ '^(customers|orders)(_pkey)?$' ORDER BY relname`)
  const rows = added.map(({ name, kb }) => [name, kb, read.has(name) ? 'yes' : 'no'])
  evidence.table('what your migration added', ['name', 'kB', 'is read'], rows)
  const idle = added.filter(({ name, is_index }) => is_index && !read.has(name)).map(({ name }) => name)
  expect(idle, `Each new row is written into ${idle.join(', ')}, too, and no query reads that.`).toHaveLength(0)
  const [tables] = await postgres.query<{ kb: number }>(
    "SELECT (pg_relation_size('customers') + pg_relation_size('orders'))::integer / 1024 AS kb",
  )
  const share = Math.round((100 * added.reduce((sum, { kb }) => sum + kb, 0)) / (tables?.kb ?? 0))
  expect(share, `What you added takes ${share} % of what the tables take (at most 40).`).toBeLessThanOrEqual(40)
})
