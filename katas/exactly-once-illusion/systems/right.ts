import { consume, type Parts } from './billing-worker.ts'

/** Enters the order and its charge in one transaction, and commits the offset when that is done. */
export function startWorker(parts: Parts): Promise<() => Promise<void>> {
  const { query } = parts
  return consume(parts, async ({ id, commit }) => {
    await query('BEGIN')
    const entered = await query('INSERT INTO inbox VALUES ($1) ON CONFLICT DO NOTHING', [id])
    if (entered.rowCount === 1) await query('INSERT INTO charges VALUES ($1)', [id])
    await query('COMMIT')
    await commit()
  })
}
