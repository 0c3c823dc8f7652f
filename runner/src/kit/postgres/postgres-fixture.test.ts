import { describe, expect, vi } from 'vitest'
import { test } from '../test.ts'

vi.setConfig({ testTimeout: 30_000 })

describe('postgres', () => {
  test('records what goes by its address, and not what the judge asks', async ({ postgres }) => {
    await postgres.query('SELECT 1')
    await postgres.pool().query('SELECT $1::text AS name', ['alice'])
    expect(postgres.statements()).toEqual([{ text: 'SELECT $1::text AS name', values: ['alice'], actor: undefined }])
    postgres.forgetStatements()
    expect(postgres.statements()).toEqual([])
  })

  test('begins empty in each test', async ({ postgres }) => {
    const tables = await postgres.query("SELECT * FROM information_schema.tables WHERE table_schema = 'public'")
    expect(tables).toEqual([])
    expect(postgres.version).toMatch(/^\d+\.\d+/)
  })

  test('steps sessions by hand, and says who holds whom up', async ({ postgres }) => {
    await postgres.query('CREATE TABLE t AS SELECT 1 AS id, 0 AS n')
    const [report, credit] = [await postgres.session('a long report'), await postgres.session('a credit')]
    await report.run('BEGIN')
    expect(await report.run('SELECT n FROM t WHERE id = $1 FOR UPDATE', [1])).toEqual({
      state: 'done',
      rows: [{ n: 0 }],
    })
    expect(await credit.run('UPDATE t SET n = 1 RETURNING n')).toEqual({ state: 'blocked', by: ['a long report'] })
    expect(await postgres.blocked()).toEqual([{ name: 'a credit', waitsFor: ['a long report'] }])
    await report.run('COMMIT')
    expect(await credit.settle()).toEqual([{ n: 1 }])
    expect(await postgres.blocked()).toEqual([])
  })

  test('rejects a hand-stepped statement as Postgres does', async ({ postgres }) => {
    const session = await postgres.session('a mistake')
    await expect(session.run('SELECT 1/0')).rejects.toThrow('division by zero')
  })

  test('shows how a statement is carried out, and changes nothing by that', async ({ postgres }) => {
    await postgres.query('CREATE TABLE t AS SELECT n AS id, n % 10 AS tenant FROM generate_series(1, 5000) n')
    const scan = await postgres.explain('DELETE FROM t WHERE id = $1', [7])
    expect(scan.nodes.map((node) => node['Node Type'])).toContain('Seq Scan')
    await postgres.query('CREATE INDEX by_id ON t (id)')
    await postgres.query('ANALYZE t')
    const found = await postgres.explain('DELETE FROM t WHERE id = $1', [7])
    expect(found.nodes.find((node) => node['Index Cond'])?.['Index Cond']).toBe('(id = 7)')
    expect(found.buffers).toBeLessThan(scan.buffers)
    expect(await postgres.query('SELECT count(*)::int AS n FROM t')).toEqual([{ n: 5_000 }])
  })

  test('shows it under settings that hold for that statement alone', async ({ postgres }) => {
    await postgres.query('CREATE TABLE t AS SELECT n AS id FROM generate_series(1, 5000) n')
    await postgres.query('CREATE INDEX by_id ON t (id)')
    await postgres.query('ANALYZE t')
    const forced = await postgres.explain('SELECT id FROM t', [], { enable_seqscan: 'off', enable_bitmapscan: 'off' })
    expect(forced.root['Index Name']).toBe('by_id')
    const free = await postgres.explain('SELECT id FROM t')
    expect(free.root['Node Type']).toBe('Seq Scan')
  })
})
