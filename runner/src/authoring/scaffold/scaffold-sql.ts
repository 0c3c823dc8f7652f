import { type KataRequest, onceHint, onceTest, placeholder, twiceHint, twiceTest } from './kata-request.ts'

const storeIfNew = 'INSERT INTO orders (id) SELECT $1 WHERE NOT EXISTS (SELECT FROM orders WHERE id = $1);'

/** The files of a new kata whose learner edits SQL, by path: the same example as in TypeScript. */
export function scaffoldSql(request: KataRequest): [path: string, text: string][] {
  const { slug } = request
  const wrongHeader = (test: string, hint: string): string => `-- fails: ${test}\n-- hint: ${hint}\n--\n`
  const again = 'INSERT INTO orders (id) VALUES ($1);'
  const nothing = 'SELECT $1::text AS id;'
  return [
    [`${slug}.sql`, renderScript(`${placeholder} say what the caller may rely on.`, again, true)],
    [`${slug}.test.ts`, renderTests(request)],
    [`solution/${slug}.sql`, renderScript('Looks and stores in one step.', storeIfNew)],
    ['solution/alternatives/by-constraint.sql', renderByConstraint()],
    ['wrong/stores-again.sql', wrongHeader(twiceTest, twiceHint) + renderScript('Never looks.', again)],
    ['wrong/stores-nothing.sql', wrongHeader(onceTest, onceHint) + renderScript('Never stores.', nothing)],
  ]
}

const name = (block: string): string => `-- name: ${block}`

function renderScript(doc: string, statement: string, isStarter = false): string {
  return [
    `-- ${doc}`,
    ...(isStarter ? ['--', '-- Table: orders (id text not null)'] : []),
    '',
    name('migration'),
    'ANALYZE orders;',
    '',
    name('store_order'),
    "-- $1: the order's id",
    ...(isStarter ? ['-- TODO: this stores an order again each time it is sent.'] : []),
    statement,
    '',
  ].join('\n')
}

function renderByConstraint(): string {
  const lines = [
    'ALTER TABLE orders ADD PRIMARY KEY (id);',
    'INSERT INTO orders (id) VALUES ($1) ON CONFLICT DO NOTHING;',
  ]
  return [
    '-- Lets Postgres refuse the second.',
    '',
    name('migration'),
    lines[0],
    '',
    name('store_order'),
    lines[1],
    '',
  ].join('\n')
}

function renderTests({ slug }: KataRequest): string {
  const lines = (test: string, calls: number, message: string): string[] => [
    `test('${test}', async ({ postgres }) => {`,
    "  await postgres.query('CREATE TABLE orders (id text NOT NULL)')",
    `  const desk = postgres.learnerSql(learnerFile('${slug}.sql'))`,
    "  await desk.run('migration')",
    ...Array.from({ length: calls }, () => "  await desk.query('store_order', ['order-1'])"),
    "  const { length: stored } = await postgres.query('SELECT FROM orders')",
    `  expect(stored, \`${message}\`).toBe(1)`,
    '})',
  ]
  return [
    "import { expect, learnerFile, test } from 'loadbearing/kit'",
    '',
    ...lines(onceTest, 1, 'One order was sent, and ${stored} are stored (expected 1).'),
    '',
    ...lines(twiceTest, 2, 'One order was sent twice and is stored ${stored} times (expected 1).'),
    '',
  ].join('\n')
}
