// fails: A failure costs at most as many trips again, and one more round
// hint: Who pays for the second try?
export interface Product {
  readonly id: string
  readonly name: string
}

/** What one line of the list shows: its product; or that there is none; or that nobody could say just now. */
export type Line = Product | 'missing' | 'unavailable'

const mostIds = 50
const mostAtOnce = 4

/** Asks in batches. Whatever a batch did not bring is read line by line, so that one bad id spoils nobody else's. */
export async function readLines(catalogue: string, ids: readonly string[]): Promise<Line[]> {
  const lines = await readAll(catalogue, [...new Set(ids)])
  const unread = [...lines].filter(([, line]) => line === 'unavailable').map(([id]) => id)
  await Promise.all(unread.map(async (id) => lines.set(id, await readLine(catalogue, id))))
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
    const { products, failed } = (await response.json()) as { products: Product[]; failed: string[] }
    const found = new Map(products.map((product) => [product.id, product]))
    const unread = new Set(failed)
    return ids.map((id) => [id, found.get(id) ?? (unread.has(id) ? 'unavailable' : 'missing')])
  } catch {
    return ids.map((id) => [id, 'unavailable'])
  }
}

async function readLine(catalogue: string, id: string): Promise<Line> {
  try {
    const response = await fetch(`${catalogue}/products/${id}`)
    const answer = (await response.json()) as Product
    if (response.status === 404) return 'missing'
    return response.ok ? answer : 'unavailable'
  } catch {
    return 'unavailable'
  }
}
