/** A page of each kind that looks different. */
export const samplePages = [
  'index.html',
  'chapters/load-balancing/index.html',
  'chapters/caching/print/index.html',
  'lessons/caching/stampede/index.html',
  'lessons/databases/transactions-and-isolation/slides/index.html',
  'katas/lost-update/index.html',
  'katas/lost-update/proof/index.html',
  'constraints/index.html',
  'errors/index.html',
  'glossary/index.html',
  'progress/index.html',
  'search/index.html',
  '404.html',
] as const
