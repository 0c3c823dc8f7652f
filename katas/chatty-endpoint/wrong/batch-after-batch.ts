// fails: A page pays for one trip per fifty items, and makes four of them at once
// hint: What does each trip pay for?
export interface Product {
  readonly id: string
  readonly name: string
}

/** What one line of the list shows: its product; or that there is none; or that nobody could say just now. */
export type Line = Product | 'missing' | 'unavailable'

const mostIds = 50

/** Asks in batches, one after the other. */
export async function readLines(catalogue: string, ids: readonly string[]): Promise<Line[]> {
  const lines = await readAll(catalogue, [...new Set(ids)])
  const unread = [...lines].filter(([, line]) => line === 'unavailable').map(([id]) => id)
  for (const [id, line] of await readAll(catalogue, unread)) lines.set(id, line)
  return ids.map((id) => lines.get(id) ?? 'unavailable')
}

async function readAll(catalogue: string, ids: readonly string[]): Promise<Map<string, Line>> {
  const lines = new Map<string, Line>()
  for (let from = 0; from < ids.length; from += mostIds) {
    for (const [id, line] of await readBatch(catalogue, ids.slice(from, from + mostIds))) lines.set(id, line)
  }
  return lines
}

/** A batch that fails as a whole has failed for each of its ids. */
async function readBatch(catalogue: string, ids: readonly string[]): Promise<[id: string, line: Line][]> {
  try {
    const response = await fetch(`${catalogue}/products/read`, { method: 'POST', body: JSON.stringify({ ids }) })
    if (!response.ok) throw new Error(`The catalogue answered ${response.status}.`)
    const { products, failed } = (await response.json()) as { products: Product[]; failed: string[] }
    const found = new Map(products.map((product) => [product.id, product]))
    const unread = new Set(failed)
    return ids.map((id) => [id, found.get(id) ?? (unread.has(id) ? 'unavailable' : 'missing')])
  } catch {
    return ids.map((id) => [id, 'unavailable'])
  }
}
