/** The part of Pagefind's module that the search page uses; the module itself is written when the site is built. */
export interface Pagefind {
  readonly search: (query: string) => Promise<{ readonly results: readonly { data: () => Promise<PagefindResult> }[] }>
}

export interface PagefindResult {
  readonly url: string
  readonly meta: Readonly<Record<string, string>>
  /** HTML. */
  readonly excerpt: string
}
