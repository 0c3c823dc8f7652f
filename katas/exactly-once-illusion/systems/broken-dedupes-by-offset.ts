import { consume, type Parts } from './billing-worker.ts'

/** In one transaction, under a key that Kafka never uses twice. An order that is sent again has another one. */
export function startWorker(parts: Parts): Promise<() => Promise<void>> {
  const { query } = parts
  return consume(parts, async ({ id, partition, offset, commit }) => {
    await query('BEGIN')
    const entered = await query('INSERT INTO inbox VALUES ($1) ON CONFLICT DO NOTHING', [`${partition}/${offset}`])
    if (entered.rowCount === 1) await query('INSERT INTO charges VALUES ($1)', [id])
    await query('COMMIT')
    await commit()
  })
}
