import { consume, type Parts } from './billing-worker.ts'

/** Knows which orders it has charged, as long as it lives. */
export function startWorker(parts: Parts): Promise<() => Promise<void>> {
  const charged = new Set<string>()
  return consume(parts, async ({ id, commit }) => {
    if (!charged.has(id)) await parts.query('INSERT INTO charges VALUES ($1)', [id])
    charged.add(id)
    await commit()
  })
}
