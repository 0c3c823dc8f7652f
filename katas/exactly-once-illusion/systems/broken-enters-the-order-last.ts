import { consume, type Parts } from './billing-worker.ts'

/** Has an inbox in the database, in a transaction of its own, after the charge. */
export function startWorker(parts: Parts): Promise<() => Promise<void>> {
  const { query } = parts
  return consume(parts, async ({ id, commit }) => {
    const known = await query('SELECT FROM inbox WHERE id = $1', [id])
    if (known.rowCount === 0) {
      await query('INSERT INTO charges VALUES ($1)', [id])
      await query('INSERT INTO inbox VALUES ($1)', [id])
    }
    await commit()
  })
}
