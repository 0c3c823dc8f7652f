import { summaryFile } from '../../course/course-files.ts'
import type { Curriculum } from '../../course/curriculum.ts'
import { findStatedSentence } from '../../course/find-stated-sentence.ts'
import { plainWords } from '../markdown/plain-words.ts'
import type { Unruled } from '../problem.ts'
import type { CourseSources } from '../sources/course-sources.ts'

type ChapterEntry = Curriculum['chapters'][number]

interface Row {
  readonly sentence: string
  readonly question: string
  /** Counted from 1. */
  readonly line: number
}

/** The page that sums up a chapter has a row for each constraint of the chapter, with a question, and no other row. */
export function checkSummariesComplete(course: CourseSources): Unruled[] {
  return (course.curriculum?.chapters ?? []).flatMap((chapter) => {
    const text = course.tree.get(summaryFile(chapter.slug))
    return text === undefined
      ? []
      : checkSummary(summaryFile(chapter.slug), readRows(text), findSentences(chapter, course))
  })
}

function checkSummary(file: string, rows: readonly Row[], sentences: readonly string[]): Unruled[] {
  const forgotten = sentences.filter((sentence) => rows.filter((row) => row.sentence === sentence).length !== 1)
  const unknown = rows.filter(({ sentence }) => !sentences.includes(sentence))
  const unasked = rows.filter(({ question }) => !question.endsWith('?'))
  return [
    ...forgotten.map((sentence) => ({
      file,
      expected: `one row "| ${sentence} | … ? |"`,
      got: rows.some((row) => row.sentence === sentence) ? 'more than one' : 'none',
      fix: 'Add what to ask of a system of one’s own to know whether it keeps this constraint.',
    })),
    ...unknown.map(({ sentence, line }) => ({
      file,
      line,
      expected: 'the sentence of a constraint that a lesson of this chapter introduces',
      got: sentence,
      fix: 'Use the words of the lesson, or take the row out.',
    })),
    ...unasked.map(({ question, line }) => ({
      file,
      line,
      expected: 'a question in the second column',
      got: question,
      fix: 'Ask for a number or a fact that somebody can look up.',
    })),
  ]
}

/** In the order of the lessons that introduce them. */
function findSentences({ lessons }: ChapterEntry, course: CourseSources): string[] {
  const constraints = [...course.katas.values()].flatMap(({ kata }) => kata?.constraints ?? [])
  return lessons.flatMap(({ slug }) => {
    const lesson = course.lessons.get(slug)
    return (lesson?.frontMatter?.constraints ?? []).flatMap((id) => {
      const stated = findStatedSentence(lesson?.text ?? '', id)
      return constraints.find((constraint) => constraint.id === id)?.sentence ?? stated ?? []
    })
  })
}

/** The rows of a table of two columns, without its head. */
function readRows(text: string): Row[] {
  return text
    .split('\n')
    .flatMap((line, index) => {
      const cells = /^\|(.+)\|(.+)\|$/.exec(line.trim())
      return cells
        ? [{ sentence: plainWords(cells[1] ?? ''), question: plainWords(cells[2] ?? ''), line: index + 1 }]
        : []
    })
    .slice(2)
}
