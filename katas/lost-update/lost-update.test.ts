import { type Actor, expect, freshCopy, type PostgresFixture, test } from 'loadbearing/kit'
import { credit, UnknownAccount } from './lost-update.ts'

/** 2,000 accounts with 100 points each. On a much smaller table SERIALIZABLE refuses transactions that never met. */
async function openAccounts(postgres: PostgresFixture): Promise<void> {
  await postgres.query('CREATE TABLE accounts (id text PRIMARY KEY, balance integer NOT NULL)')
  await postgres.query("INSERT INTO accounts SELECT 'customer-' || n, 100 FROM generate_series(3, 2000) n")
  await postgres.query("INSERT INTO accounts VALUES ('nadia', 100), ('omar', 100)")
  await postgres.query('ANALYZE accounts')
}

async function balanceOf(postgres: PostgresFixture, accountId: string): Promise<number> {
  const [account] = await postgres.query<{ balance: number }>('SELECT balance FROM accounts WHERE id = $1', [accountId])
  return account?.balance ?? Number.NaN
}

/** Two servers credit Nadia. Each has its own copy of your module: what one keeps in memory the other can't see. */
async function startTwoServers() {
  const A = await freshCopy(() => import('./lost-update.ts'))
  const B = await freshCopy(() => import('./lost-update.ts'))
  return {
    A: ({ postgres }: Actor) => A.credit(postgres.pool(), 'nadia', 50),
    B: ({ postgres }: Actor) => B.credit(postgres.pool(), 'nadia', 30),
  }
}

// kept because: whoever changes nothing, or every row, is told so here in plain words, before anything is raced
test('A credit raises the balance of its account, and of no other', async ({ postgres }) => {
  await openAccounts(postgres)

  await credit(postgres.pool(), 'nadia', 50)

  const balance = await balanceOf(postgres, 'nadia')
  expect(balance, `Nadia had 100 points and was credited 50. Her balance is ${balance} (expected 150).`).toBe(150)
  const [others] = await postgres.query<{ changed: string }>(
    "SELECT count(*) AS changed FROM accounts WHERE id <> 'nadia' AND balance <> 100",
  )
  expect(others?.changed, `Nadia was credited, and ${others?.changed} other balances changed.`).toBe('0')
})

test('Every confirmed credit is in the balance, in whatever order two of them run', async ({
  postgres,
  interleave,
}) => {
  await openAccounts(postgres)
  await interleave({
    before: async () => void (await postgres.query("UPDATE accounts SET balance = 100 WHERE id = 'nadia'")),
    actors: await startTwoServers(),
    check: async ({ results }) => {
      const a = results.A.state === 'returned' ? 50 : 0
      const b = results.B.state === 'returned' ? 30 : 0
      const balance = await balanceOf(postgres, 'nadia')
      const story = `Nadia had 100 points. Server A confirmed ${a} more, server B ${b} more. Her balance is ${balance}`
      expect(balance, `${story} (expected ${100 + a + b}).`).toBe(100 + a + b)
    },
  })
})

test('Two credits that meet both succeed, without an error for either caller', async ({
  postgres,
  holdRow,
  settled,
}) => {
  await openAccounts(postgres)
  // Inside one statement: a third session holds her row until both credits wait for it.
  const atTheLock = await holdRow({
    sql: "SELECT * FROM accounts WHERE id = 'nadia' FOR UPDATE",
    while: () => Promise.allSettled([credit(postgres.pool(), 'nadia', 50), credit(postgres.pool(), 'nadia', 30)]),
  })
  const refused = atTheLock.filter((end) => end.status === 'rejected').map((end) => `"${end.reason.message}"`)
  expect(refused, `Two credits met at Nadia's row. A caller got an error: ${refused.join(' and ')}.`).toHaveLength(0)
  const nadia = await balanceOf(postgres, 'nadia')
  expect(nadia, `50 and 30 met at Nadia's row. She had 100 points. Her balance is ${nadia} (expected 180).`).toBe(180)

  // On one connection: the rest of the pool is busy.
  const pool = postgres.pool({ max: 1 })
  const onOneConnection = Promise.allSettled([credit(pool, 'omar', 50), credit(pool, 'omar', 30)])
  await settled()
  const omar = await balanceOf(postgres, 'omar')
  expect(omar, `50 and 30 shared one connection. Omar had 100 points. His balance is ${omar} (expected 180).`).toBe(180)
  await onOneConnection
})

test('A credit to one account does not wait for a credit to another', async ({ postgres, settled, evidence }) => {
  await openAccounts(postgres)
  const report = await postgres.session('a long report')
  await report.run('BEGIN')
  await report.run("SELECT * FROM accounts WHERE id = 'nadia' FOR UPDATE")

  const server = postgres.pool()
  const nadia = credit(server, 'nadia', 50)
  await settled()
  const omar = credit(server, 'omar', 30)
  await settled()
  const balance = await balanceOf(postgres, 'omar')
  await report.run('COMMIT')
  await Promise.allSettled([nadia, omar])

  evidence.count('credits to other accounts that waited', balance === 130 ? 0 : 1, { expected: 0 })
  const story = 'A credit to Nadia waited, because a report had locked her row. A credit to Omar came'
  expect(balance, `${story} and waited, too: his balance stayed at ${balance} (expected 130).`).toBe(130)
})

test('An unknown account is refused, and nothing is left behind', async ({ postgres }) => {
  await openAccounts(postgres)

  const outcome = await credit(postgres.pool(), 'nobody', 50).catch((error: unknown) => error)

  const story = 'A credit to an account that does not exist'
  expect(outcome, `${story} was confirmed to its caller.`).toBeDefined()
  expect(outcome, `${story} must end with UnknownAccount, and ended with ${outcome}.`).toBeInstanceOf(UnknownAccount)
  const [accounts] = await postgres.query<{ count: string }>('SELECT count(*) FROM accounts')
  expect(accounts?.count, `${story} left ${accounts?.count} accounts where 2000 were.`).toBe('2000')
})
