const namedAtMost = 3

/** `11 katas need this: a, b, c and 8 more.` Empty when there are none. */
export function describeKatas(slugs: readonly string[], whatTheyDo = 'need this'): string {
  if (slugs.length === 0) return ''
  const verb = slugs.length === 1 ? whatTheyDo.replace(/^\w+/, '$&s') : whatTheyDo
  const more = slugs.length > namedAtMost + 1 ? slugs.length - namedAtMost : 0
  const named = slugs.slice(0, slugs.length - more).join(', ')
  const end = more > 0 ? ` and ${more} more` : ''
  return `${slugs.length} ${slugs.length === 1 ? 'kata' : 'katas'} ${verb}: ${named}${end}.`
}
