import { loadMessageSnapshots } from '../../../runner/src/course/index.ts'
import type { PageCourse } from '../../../runner/src/pages/page-course.ts'
import { contentHash } from '../../../runner/src/workspace/content-hash.ts'
import type { SiteChapter, SiteCourse } from './site-texts.ts'

/** What the progress page has to know of the course. */
export function pageCourseOf({ chapters }: SiteCourse, base: string): PageCourse {
  return { base: base.replace(/\/?$/, '/'), chapters: chapters.map(pageChapterOf) }
}

function pageChapterOf({ chapter, katas }: SiteChapter): PageCourse['chapters'][number] {
  return {
    slug: chapter.slug,
    title: chapter.title,
    katas: katas.map(({ kata, texts }) => ({
      slug: kata.slug,
      title: kata.title,
      testHash: contentHash(texts.test),
      wrong: loadMessageSnapshots(kata).map(({ name, fails, message }) => ({ name, fails, message })),
    })),
  }
}
