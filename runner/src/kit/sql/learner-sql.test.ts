import { describe, expect, vi } from 'vitest'
import { EditedFile } from '../edited-file.ts'
import type { PostgresFixture } from '../postgres/postgres-fixture.ts'
import { test } from '../test.ts'

vi.setConfig({ testTimeout: 30_000 })

const migration = `-- name: migration
CREATE TABLE t (id int PRIMARY KEY, at timestamptz);
CREATE INDEX CONCURRENTLY by_time ON t (at);
SET TimeZone = 'Asia/Tokyo';
INSERT INTO t SELECT n, timestamptz '2026-10-25 00:00Z' + n * interval '1 hour' FROM generate_series(1, 500) n;
`

function open(postgres: PostgresFixture, blocks: string) {
  return postgres.learnerSql(new EditedFile('page.sql', '/work/page.sql', migration + blocks))
}

async function errorOf(work: Promise<unknown>): Promise<{ name: string; message: string; place: string }> {
  const error: unknown = await work.catch((thrown: unknown) => thrown)
  if (!(error instanceof Error)) throw new TypeError('nothing was thrown')
  const place = error.stack?.split('\n')[1]?.trim() ?? ''
  return { name: error.name, message: error.message, place }
}

describe("a learner's SQL", () => {
  test('runs a script statement by statement, and a query by its name, in UTC', async ({ postgres }) => {
    const page = open(postgres, '-- name: first_of_day\nSELECT id FROM t WHERE at::date = $1 ORDER BY id LIMIT 1;\n')
    await page.run('migration')
    expect(await page.query('first_of_day', ['2026-10-26'])).toEqual([{ id: 24 }])
    expect(postgres.statements().map(({ text }) => text)).toContain('CREATE INDEX CONCURRENTLY by_time ON t (at)')
  })

  test('is done when its indexes can be used, which takes until older writers elsewhere have ended', async ({
    postgres,
    eventually,
  }) => {
    await postgres.query('CREATE TABLE other (n int)')
    const writer = await postgres.session('a writer elsewhere')
    await writer.run('BEGIN')
    await writer.run('INSERT INTO other VALUES (1)')
    // New versions of rows in the same page, and an index on what has changed.
    const changed =
      'CREATE TABLE words AS SELECT 1 AS word; UPDATE words SET word = 2; CREATE INDEX by_word ON words (word);'
    const page = open(postgres, changed)
    const ends: string[] = []
    const migrated = page.run('migration').then(() => ends.push('migrated'))
    const indexes = "SELECT 1 FROM pg_class WHERE relname = 'by_word'"
    await eventually(
      () => postgres.query(indexes),
      ({ length }) => length === 1,
      { describe: 'the index is made' },
    )
    ends.push('committed')
    await writer.run('COMMIT')
    await migrated
    expect(ends).toEqual(['committed', 'migrated'])
  })

  test('tells how a query was carried out, and changes nothing by that', async ({ postgres }) => {
    const page = open(postgres, '-- name: forget\nDELETE FROM t WHERE id % 2 = $1 RETURNING id;\n')
    await page.run('migration')
    expect(await page.explain('forget', [0])).toMatchObject({ rowsReturned: 250, rowsRead: 500 })
    expect(await postgres.query('SELECT count(*)::int AS n FROM t')).toEqual([{ n: 500 }])
  })

  test.for([
    ['a syntax error', 'SELEC 1', 'syntax error at or near "SELEC".', 'page.sql:8:1'],
    [
      'a column that is not there',
      "SELECT '𝛑',\n  idd FROM t",
      'column "idd" does not exist. Perhaps you meant',
      'page.sql:9:3',
    ],
    ['two statements', 'SELECT 1;\nSELECT 2;', 'The block page holds 2 statements. A query is one.', 'page.sql:9:1'],
    ['no statement', '-- nothing yet', 'The block page holds 0 statements', 'page.sql:7:1'],
  ] as const)('with %s is refused, at its place', async ([, sql, message, place], { postgres }) => {
    const page = open(postgres, `\n-- name: page\n${sql}\n`)
    await page.run('migration')
    for (const run of [page.query('page'), page.explain('page')]) {
      const error = await errorOf(run)
      expect(error.name).toBe('RefusedFile')
      expect(error.message).toContain(message)
      expect(error.place).toBe(`at /work/${place}`)
    }
  })

  test('without the block that is asked for is refused, and says which there are', async ({ postgres }) => {
    const { name, message } = await errorOf(open(postgres, '').query('page'))
    expect(name).toBe('RefusedFile')
    expect(message).toContain('Blocks of this file: migration.')
  })

  test('that Postgres understands and can not do fails, with all that Postgres says', async ({ postgres }) => {
    const page = open(postgres, '\n-- name: again\nINSERT INTO t VALUES (501);\nINSERT INTO t\nVALUES (501);\n')
    await page.run('migration')
    expect(await errorOf(page.run('again'))).toEqual({
      name: 'Error',
      message: 'Postgres says: duplicate key value violates unique constraint "t_pkey". Key (id)=(501) already exists.',
      place: 'at /work/page.sql:9:1',
    })
  })
})
