import type { Pagefind, PagefindResult } from './pagefind.ts'

const mostShown = 20

/** Searches for what stands behind `?q=` in the address, or is typed into the form of the page. */
class CourseSearchElement extends HTMLElement {
  #pagefind: Pagefind | undefined
  /** What was asked for last; an answer to an earlier question is not shown any more. */
  #asked = ''

  connectedCallback(): void {
    const input = document.querySelector<HTMLInputElement>('form[role=search] input')
    const query = new URLSearchParams(location.search).get('q')?.trim() ?? ''
    input?.addEventListener('input', () => void this.#search(input.value.trim()))
    if (input !== null) input.value = query
    if (query === '') input?.focus()
    void this.#search(query)
  }

  async #search(query: string): Promise<void> {
    this.#asked = query
    if (query === '') return this.#show([], 'Type what you look for into the field at the top of the page.')
    const pagefind = await this.#load()
    if (pagefind === undefined) return this.#show([], 'The index could not be read. All pages are listed below.')
    const { results } = await pagefind.search(query)
    const shown = await Promise.all(results.slice(0, mostShown).map((result) => result.data()))
    if (this.#asked === query) this.#show(shown, describe(query, results.length))
  }

  async #load(): Promise<Pagefind | undefined> {
    try {
      this.#pagefind ??= (await import(/* @vite-ignore */ this.dataset['index'] ?? '')) as Pagefind
      return this.#pagefind
    } catch {
      return undefined
    }
  }

  #show(results: readonly PagefindResult[], status: string): void {
    this.querySelector('[role=status]')?.replaceChildren(status)
    this.querySelector('.results')?.replaceChildren(...results.map(renderResult))
  }
}

function describe(query: string, count: number): string {
  if (count === 0) return `Nothing was found for “${query}”. All pages are listed below.`
  const pages = count === 1 ? '1 page' : `${count} pages`
  return `${pages} for “${query}”${count > mostShown ? `, the best ${mostShown} of them below` : ''}.`
}

function renderResult({ url, meta, excerpt }: PagefindResult): HTMLElement {
  const item = document.createElement('li')
  const link = document.createElement('a')
  link.href = url
  link.textContent = meta['title'] ?? url
  const kind = document.createElement('small')
  kind.textContent = meta['kind'] === undefined ? '' : ` · ${meta['kind']}`
  const text = document.createElement('p')
  // Text of the page with `<mark>` around what was found; Pagefind has escaped the rest when the index was made.
  text.innerHTML = excerpt
  item.append(link, kind, text)
  return item
}

customElements.define('course-search', CourseSearchElement)
