export interface Product {
  readonly id: string
  readonly name: string
}

/** What one line of the list shows: its product; or that there is none; or that nobody could say just now. */
export type Line = Product | 'missing' | 'unavailable'

const mostIds = 50
const mostAtOnce = 4

/** Each line asks for its own product. A loader collects who asks in the same moment, and knows who has asked before. */
export async function readLines(catalogue: string, ids: readonly string[]): Promise<Line[]> {
  const loader = new Loader(catalogue)
  return Promise.all(ids.map((id) => loader.load(id)))
}

class Loader {
  readonly #catalogue: string
  readonly #lines = new Map<string, Promise<Line>>()
  #waiting: { id: string; resolve: (line: Line | undefined) => void }[] = []
  #running = 0

  constructor(catalogue: string) {
    this.#catalogue = catalogue
  }

  load(id: string): Promise<Line> {
    const line = this.#lines.get(id) ?? this.#loadTwice(id)
    this.#lines.set(id, line)
    return line
  }

  async #loadTwice(id: string): Promise<Line> {
    return (await this.#enqueue(id)) ?? (await this.#enqueue(id)) ?? 'unavailable'
  }

  /** Undefined when it could not be read. */
  #enqueue(id: string): Promise<Line | undefined> {
    const { promise, resolve } = Promise.withResolvers<Line | undefined>()
    this.#waiting.push({ id, resolve })
    // Batches go when everybody who asks in this turn of the event loop has asked.
    setImmediate(() => this.#dispatch())
    return promise
  }

  #dispatch(): void {
    while (this.#running < mostAtOnce && this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0, mostIds)
      this.#running += 1
      void this.#read(batch.map(({ id }) => id)).then((lines) => {
        this.#running -= 1
        for (const { id, resolve } of batch) resolve(lines.get(id))
        setImmediate(() => this.#dispatch())
      })
    }
  }

  async #read(ids: readonly string[]): Promise<Map<string, Line>> {
    const request = { method: 'POST', body: JSON.stringify({ ids }) }
    try {
      const response = await fetch(`${this.#catalogue}/products/read`, request)
      if (!response.ok) return new Map()
      const { products, failed } = (await response.json()) as { products: Product[]; failed: string[] }
      const lines = new Map<string, Line>(ids.map((id) => [id, 'missing']))
      for (const product of products) lines.set(product.id, product)
      for (const id of failed) lines.delete(id)
      return lines
    } catch {
      return new Map()
    }
  }
}
