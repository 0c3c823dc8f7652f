import type { SiteChapter, SiteLesson } from './site-texts.ts'

interface Neighbours {
  readonly before: SiteLesson | undefined
  readonly after: SiteLesson | undefined
}

/** The lessons before and after one, over the ends of chapters. */
export function findNeighbours(chapters: readonly SiteChapter[], lesson: SiteLesson): Neighbours {
  const all = chapters.flatMap((chapter) => chapter.lessons)
  const index = all.findIndex(({ entry }) => entry.slug === lesson.entry.slug)
  return { before: all[index - 1], after: all[index + 1] }
}
