// fails: What could not be read is asked for once more, and never called missing
// hint: How many reasons are there for an empty line?
export interface Product {
  readonly id: string
  readonly name: string
}

/** What one line of the list shows: its product; or that there is none; or that nobody could say just now. */
export type Line = Product | 'missing' | 'unavailable'

const mostIds = 50
const mostAtOnce = 4

/** Whatever is not among the products does not exist. */
export async function readLines(catalogue: string, ids: readonly string[]): Promise<Line[]> {
  const lines = await readAll(catalogue, [...new Set(ids)])
  const unread = [...lines].filter(([, line]) => line === 'unavailable').map(([id]) => id)
  for (const [id, line] of await readAll(catalogue, unread)) lines.set(id, line)
  return ids.map((id) => lines.get(id) ?? 'unavailable')
}

/** Four at a time take the next batch, until there is none. */
async function readAll(catalogue: string, ids: readonly string[]): Promise<Map<string, Line>> {
  const lines = new Map<string, Line>()
  let next = 0
  async function takeBatches(): Promise<void> {
    while (next < ids.length) {
      const batch = ids.slice(next, next + mostIds)
      next += mostIds
      for (const [id, line] of await readBatch(catalogue, batch)) lines.set(id, line)
    }
  }
  await Promise.all(Array.from({ length: mostAtOnce }, takeBatches))
  return lines
}

/** A batch that fails as a whole has failed for each of its ids. */
async function readBatch(catalogue: string, ids: readonly string[]): Promise<[id: string, line: Line][]> {
  try {
    const response = await fetch(`${catalogue}/products/read`, { method: 'POST', body: JSON.stringify({ ids }) })
    if (!response.ok) throw new Error(`The catalogue answered ${response.status}.`)
    const { products } = (await response.json()) as { products: Product[] }
    const found = new Map(products.map((product) => [product.id, product]))
    return ids.map((id) => [id, found.get(id) ?? 'missing'])
  } catch {
    return ids.map((id) => [id, 'unavailable'])
  }
}
