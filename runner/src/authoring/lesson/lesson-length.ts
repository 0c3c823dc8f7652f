import { countWords } from '../markdown/count-words.ts'
import type { Unruled } from '../problem.ts'
import type { LessonSources } from '../sources/lesson-sources.ts'

const words = { fewest: 900, most: 1600 }

/** The text has 900 to 1,600 words: paragraphs, lists and tables, but no fences and no front matter. */
export function checkLessonLength({ file, page }: LessonSources): Unruled[] {
  const count = page.prose.reduce((sum, { text }) => sum + countWords(text), 0)
  if (count >= words.fewest && count <= words.most) return []
  return [
    {
      file,
      expected: `${words.fewest} to ${words.most} words`,
      got: `${count}`,
      fix:
        count < words.fewest ? 'Say what is left unsaid: costs, and what breaks next.' : 'Cut, or make it two lessons.',
    },
  ]
}
