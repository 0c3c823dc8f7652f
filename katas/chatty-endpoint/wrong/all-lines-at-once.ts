// fails: A page pays for one trip per fifty items, and makes four of them at once
// hint: What does each trip pay for?
export interface Product {
  readonly id: string
  readonly name: string
}

/** What one line of the list shows: its product; or that there is none; or that nobody could say just now. */
export type Line = Product | 'missing' | 'unavailable'

/** Nobody waits for anybody. The wait is gone, and the two hundred requests are still made. */
export async function readLines(catalogue: string, ids: readonly string[]): Promise<Line[]> {
  return Promise.all(ids.map((id) => readLine(catalogue, id)))
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
