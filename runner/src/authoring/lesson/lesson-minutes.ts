import { countWords } from '../markdown/count-words.ts'
import { countLessonMinutes, roundMinutes } from '../minutes/count-minutes.ts'
import type { Unruled } from '../problem.ts'
import type { LessonSources } from '../sources/lesson-sources.ts'
import { lineOf } from '../sources/line-of.ts'

/** How far an author's judgement may be from the count. */
const toleranceMinutes = 5

/** The minutes in the front matter are those of reading, looking and answering, or near. */
export function checkLessonMinutes({ file, text, page, lesson }: LessonSources): Unruled[] {
  if (lesson === undefined) return []
  const countOf = (...kinds: readonly string[]) => lesson.blocks.filter(({ kind }) => kinds.includes(kind)).length
  const counted = roundMinutes(
    countLessonMinutes({
      words: page.prose.reduce((sum, prose) => sum + countWords(prose.text), 0),
      predictions: countOf('predict'),
      exhibits: countOf('demo', 'figure'),
      questions: (/^## Questions for your own system\n([\s\S]*?)(?=^## |$(?![\s\S]))/m.exec(text)?.[1] ?? '')
        .split('\n')
        .filter((line) => /^(-|\d+\.) /.test(line)).length,
    }),
  )
  const { minutes } = lesson.frontMatter
  if (Math.abs(minutes - counted) <= toleranceMinutes) return []
  return [
    {
      file,
      ...lineOf(text, 'minutes:'),
      expected: `minutes: ${counted}, as its steps are counted, or at most ${toleranceMinutes} more or less`,
      got: `${minutes}`,
      fix: 'Correct the minutes. They are promised to whoever plans an evening by them.',
    },
  ]
}
