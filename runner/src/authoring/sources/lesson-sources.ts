import type { FrontMatter } from '../../course/front-matter.ts'
import { type Lesson, parseLesson } from '../../course/parse-lesson.ts'
import { CourseError } from '../../errors.ts'
import { type MarkdownPage, readPage } from '../markdown/page.ts'

/** All that an author wrote of one lesson. What does not parse is absent; the rule about it says why. */
export interface LessonSources {
  readonly slug: string
  readonly chapter: string
  /** Relative to the course's root: `lessons/<chapter>/<slug>.md`. */
  readonly file: string
  readonly text: string
  readonly page: MarkdownPage
  readonly frontMatter?: FrontMatter
  /** Why `frontMatter` is absent. */
  readonly frontMatterError?: string
  readonly lesson?: Lesson
  /** Why `lesson` is absent although the front matter is right. */
  readonly blocksError?: string
}

/** Reads one lesson. */
export function readLessonSources(file: string, text: string): LessonSources {
  const [, chapter = '', name = ''] = file.split('/')
  const base = { slug: name.replace(/\.md$/, ''), chapter, file, text, page: readPage(text) }
  const head = attempt(text.replace(/^(---\n[\s\S]*?\n---\n)[\s\S]*$/, '$1'), file)
  if (head.lesson === undefined) return { ...base, frontMatterError: head.error }
  const { frontMatter } = head.lesson
  const whole = attempt(text, file)
  if (whole.lesson === undefined) return { ...base, frontMatter, blocksError: whole.error }
  return { ...base, frontMatter, lesson: whole.lesson }
}

type Attempt = { readonly lesson: Lesson } | { readonly lesson?: never; readonly error: string }

function attempt(text: string, file: string): Attempt {
  try {
    return { lesson: parseLesson(text, file) }
  } catch (error) {
    if (error instanceof CourseError) return { error: error.message }
    throw error
  }
}
