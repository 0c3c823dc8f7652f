export interface Product {
  readonly id: string
  readonly name: string
}

/** What one line of the list shows: its product; or that there is none; or that nobody could say just now. */
export type Line = Product | 'missing' | 'unavailable'

const mostIds = 50
const mostAtOnce = 4

/** Cuts the ids into batches and those into rounds. Each batch sees to its own failures, within its turn. */
export async function readLines(catalogue: string, ids: readonly string[]): Promise<Line[]> {
  const lines: Record<string, Line> = Object.create(null)
  for (const round of cut(cut([...new Set(ids)], mostIds), mostAtOnce)) {
    await Promise.all(round.map((batch) => readInto(lines, catalogue, batch)))
  }
  return ids.map((id) => lines[id] ?? 'unavailable')
}

async function readInto(lines: Record<string, Line>, catalogue: string, batch: readonly string[]): Promise<void> {
  let open = batch
  for (let attempt = 1; attempt <= 2 && open.length > 0; attempt += 1) {
    const answer = await ask(catalogue, open)
    if (!answer) continue
    const failed = open.filter((id) => answer.failed.includes(id))
    for (const id of open) if (!failed.includes(id)) lines[id] = 'missing'
    for (const product of answer.products) lines[product.id] = product
    open = failed
  }
}

/** Undefined when the batch failed as a whole. */
async function ask(catalogue: string, ids: readonly string[]) {
  const request = { method: 'POST', body: JSON.stringify({ ids }) }
  const response = await fetch(`${catalogue}/products/read`, request).catch(() => undefined)
  const text = await response?.text().catch(() => undefined)
  if (!response?.ok || text === undefined) return undefined
  return JSON.parse(text) as { products: Product[]; failed: string[] }
}

function cut<T>(items: readonly T[], size: number): T[][] {
  const parts: T[][] = []
  for (let from = 0; from < items.length; from += size) parts.push(items.slice(from, from + size))
  return parts
}
