import type { Kata } from './kata.ts'

/** A lesson's place in the course. Its text is read on demand, by `loadLesson`. */
export interface LessonEntry {
  readonly slug: string
  /** Slug of its chapter. */
  readonly chapter: string
  /** Absolute path of the Markdown file. */
  readonly file: string
  /** Slugs of the katas that it leads to, in order. */
  readonly katas: readonly string[]
}

/** A chapter, in the course's order. Without lessons it is still to come. */
export interface Chapter {
  readonly slug: string
  readonly title: string
  readonly summary: string
  readonly lessons: readonly LessonEntry[]
  /** Slug of the kata that closes it. */
  readonly boss?: string
  readonly isComplete: boolean
}

/** The whole course, without the texts. Maps keep the course's order. */
export interface Course {
  /** Absolute path of the folder that holds `lessons/` and `katas/`. */
  readonly root: string
  readonly chapters: readonly Chapter[]
  /** By slug. */
  readonly katas: ReadonlyMap<string, Kata>
  /** By slug. */
  readonly lessons: ReadonlyMap<string, LessonEntry>
  /** By name. */
  readonly builds: ReadonlyMap<string, Build>
}

/** A classic system that is built in stages, in one folder of the learner's. */
export interface Build {
  readonly slug: string
  /** In order; at least one. */
  readonly stages: readonly Kata[]
}
