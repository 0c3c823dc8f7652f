import { consume, type Parts } from './billing-worker.ts'

/** Has an inbox in the database, in a transaction of its own, before the charge. */
export function startWorker(parts: Parts): Promise<() => Promise<void>> {
  const { query } = parts
  return consume(parts, async ({ id, commit }) => {
    const entered = await query('INSERT INTO inbox VALUES ($1) ON CONFLICT DO NOTHING', [id])
    if (entered.rowCount === 1) await query('INSERT INTO charges VALUES ($1)', [id])
    await commit()
  })
}
