import { glossaryFile } from '../../../runner/src/course/index.ts'

/** Addresses of pages, below the site's base. Every page ends in a slash, so that relative addresses mean the same everywhere. */
export const pagePaths = {
  home: '',
  constraints: 'constraints/',
  glossary: 'glossary/',
  errors: 'errors/',
  search: 'search/',
  progress: 'progress/',
} as const

export function chapterPath(chapter: string): string {
  return `chapters/${chapter}/`
}

export function printPath(chapter: string): string {
  return `${chapterPath(chapter)}print/`
}

/** The chapter on one page. */
export function summaryPath(chapter: string): string {
  return `${chapterPath(chapter)}summary/`
}

export function lessonPath({ chapter, slug }: { readonly chapter: string; readonly slug: string }): string {
  return `lessons/${chapter}/${slug}/`
}

export function slidesPath(lesson: { readonly chapter: string; readonly slug: string }): string {
  return `${lessonPath(lesson)}slides/`
}

export function kataPath(slug: string): string {
  return `katas/${slug}/`
}

export function proofPath(kata: string): string {
  return `${kataPath(kata)}proof/`
}

export function constraintPath(id: string): string {
  return `${pagePaths.constraints}#${id}`
}

/** The page on which a Markdown file of the course is shown, by its path below the course's root. */
export function findPageOf(file: string): string | undefined {
  if (file === glossaryFile) return pagePaths.glossary
  const [, chapter, lesson] = /^lessons\/([^/]+)\/([^/]+)\.md$/.exec(file) ?? []
  if (chapter !== undefined && lesson === 'index') return chapterPath(chapter)
  if (chapter !== undefined && lesson === 'summary') return summaryPath(chapter)
  if (chapter !== undefined && lesson !== undefined) return lessonPath({ chapter, slug: lesson })
  const kata = /^katas\/([^/]+)\/(README|hints)\.md$/.exec(file)
  if (kata?.[1] === undefined) return undefined
  return `${kataPath(kata[1])}${kata[2] === 'hints' ? '#hints' : ''}`
}

/** The address of a page for a link, with the base under which the site is served. */
export function href(path: string): string {
  // Outside of a build, where texts are only checked, there is no base.
  const base: string = import.meta.env?.BASE_URL ?? '/'
  return `${base.replace(/\/?$/, '/')}${path}`
}
