import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { findStatedSentence } from '../../../runner/src/course/index.ts'
import { CourseError } from '../../../runner/src/errors.ts'
import type { SiteChapter, SiteConstraint, SiteKata, SiteLesson } from './site-texts.ts'
import { typeset } from './typeset.ts'

/**
 * Every constraint of the course, in the order in which lessons introduce them.
 *
 * @throws CourseError `COURSE_FILE_INVALID` for a kata that defends what no lesson introduces, and for a lesson that
 * introduces what neither it nor a kata says
 */
export function collectConstraints(root: string, chapters: readonly SiteChapter[]): SiteConstraint[] {
  const katas = chapters.flatMap((chapter) => chapter.katas)
  const constraints = chapters.flatMap(({ lessons }) =>
    lessons.flatMap((lesson) =>
      lesson.frontMatter.constraints.map((id): SiteConstraint => {
        const defending = katas.filter(({ kata }) => kata.constraints.some((constraint) => constraint.id === id))
        return { id, sentence: sentenceOf(id, lesson, defending), lesson, katas: defending }
      }),
    ),
  )
  const known = new Set(constraints.map(({ id }) => id))
  for (const { kata } of katas) {
    const unknown = kata.constraints.find(({ id }) => !known.has(id))
    if (unknown) throw notIntroduced(root, `katas/${kata.slug}/kata.json`, unknown.id)
  }
  return constraints
}

function sentenceOf(id: string, lesson: SiteLesson, katas: readonly SiteKata[]): string {
  const defended = katas.flatMap(({ kata }) => kata.constraints).find((constraint) => constraint.id === id)
  const sentence = defended?.sentence ?? findStatedSentence(lesson.body, id)
  if (sentence !== undefined) return typeset(sentence)
  throw new CourseError('COURSE_FILE_INVALID', {
    message: `${lesson.file}: expected a line "> \`${id}\` <sentence>", because the front matter introduces ${id}; got none`,
    hint: 'State the constraint in the lesson, or take its id out of the front matter.',
  })
}

function notIntroduced(root: string, file: string, id: string): CourseError {
  const lines = readFileSync(join(root, file), 'utf8').split('\n')
  const line = lines.findIndex((text) => text.includes(`"${id}"`)) + 1
  return new CourseError('COURSE_FILE_INVALID', {
    message: `${file}:${line}: expected a lesson that introduces the constraint ${id}, got none`,
    hint: "Add the id to `constraints` of the lesson's front matter and state it there, or correct the id.",
  })
}
