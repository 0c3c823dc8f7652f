import { countWords } from '../markdown/count-words.ts'
import { compareMinutes } from '../minutes/compare-minutes.ts'
import { countLessonMinutes } from '../minutes/count-minutes.ts'
import type { Unruled } from '../problem.ts'
import type { LessonSources } from '../sources/lesson-sources.ts'

/** The minutes in the front matter are those of reading, looking and answering, or near. */
export function checkLessonMinutes({ file, text, page, lesson }: LessonSources): Unruled[] {
  if (lesson === undefined) return []
  const countOf = (...kinds: readonly string[]) => lesson.blocks.filter(({ kind }) => kinds.includes(kind)).length
  const counted = countLessonMinutes({
    words: page.prose.reduce((sum, prose) => sum + countWords(prose.text), 0),
    predictions: countOf('predict'),
    exhibits: countOf('demo', 'figure'),
    questions: (/^## Questions for your own system\n([\s\S]*?)(?=^## |$(?![\s\S]))/m.exec(text)?.[1] ?? '')
      .split('\n')
      .filter((line) => /^(-|\d+\.) /.test(line)).length,
  })
  const { minutes } = lesson.frontMatter
  return compareMinutes(counted, { minutes, file, text, field: 'minutes:', toleranceMinutes: 5 })
}
