export interface Product {
  readonly id: string
  readonly name: string
}

/** What one line of the list shows: its product; or that there is none; or that nobody could say just now. */
export type Line = Product | 'missing' | 'unavailable'

/**
 * One line for each id, in the order of `ids`, in which an id may stand several times. Never rejects.
 * `catalogue` is the address of the service: `http://127.0.0.1:4010`.
 */
export async function readLines(catalogue: string, ids: readonly string[]): Promise<Line[]> {
  const lines: Line[] = []
  // TODO: each line waits for the one before it, and each of them pays for a trip of its own.
  for (const id of ids) lines.push(await readLine(catalogue, id))
  return lines
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
