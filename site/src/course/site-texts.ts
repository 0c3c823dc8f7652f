import type { Chapter, Glossary, Kata, KataTexts, Lesson, LessonEntry } from '../../../runner/src/course/index.ts'

export interface SiteLesson extends Lesson {
  readonly entry: LessonEntry
  /** Path below the course's root, with slashes. */
  readonly file: string
}

export interface SiteKata {
  readonly kata: Kata
  readonly texts: KataTexts
  /** Where the text of each hint begins in `hints.md`, counted from 1. */
  readonly hintLines: readonly number[]
}

export interface SiteChapter {
  readonly chapter: Chapter
  /** The opening page, in Markdown; a chapter still to come may have none. */
  readonly opening: string | undefined
  /** The chapter on one page, in Markdown, where somebody has written it. */
  readonly onePage: string | undefined
  readonly lessons: readonly SiteLesson[]
  /** Those of its lessons, and the boss. */
  readonly katas: readonly SiteKata[]
}

/** All texts of the course. What can't be read is an error, so no page is made of half a course. */
export interface SiteCourse {
  readonly root: string
  readonly chapters: readonly SiteChapter[]
  readonly constraints: readonly SiteConstraint[]
  readonly glossary: Glossary
  /** Titles of lessons and katas, by slug. */
  readonly titles: ReadonlyMap<string, string>
}

/** A constraint with the lesson that introduces it and the katas that defend it. */
export interface SiteConstraint {
  readonly id: string
  readonly sentence: string
  readonly lesson: SiteLesson
  readonly katas: readonly SiteKata[]
}
