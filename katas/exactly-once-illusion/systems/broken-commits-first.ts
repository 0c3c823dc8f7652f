import { consume, type Parts } from './billing-worker.ts'

/** At most once: nothing is charged twice. */
export function startWorker(parts: Parts): Promise<() => Promise<void>> {
  const { query } = parts
  return consume(parts, async ({ id, commit }) => {
    await commit()
    await query('INSERT INTO charges SELECT $1 WHERE NOT EXISTS (SELECT FROM charges WHERE order_id = $1)', [id])
  })
}
