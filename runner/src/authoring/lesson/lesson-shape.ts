import { parseSections } from '../../course/parse-sections.ts'
import type { Unruled } from '../problem.ts'
import type { LessonSources } from '../sources/lesson-sources.ts'

/** The eight parts of a lesson, by their headings. */
const lessonHeadings = [
  'The symptom',
  'Predict',
  'See it break',
  'The constraint',
  'The options, and what each costs',
  'What breaks next',
  'Questions for your own system',
  'Katas',
] as const

/** The eight parts are there by heading, in order, each with text. */
export function checkLessonShape({ file, text }: LessonSources): Unruled[] {
  const sections = parseSections(text)
  const parts = sections.filter(({ level }) => level === 2)
  const headings = parts.map(({ heading }) => heading)
  const found: Unruled[] = []
  if (headings.join('|') !== lessonHeadings.join('|')) {
    found.push({
      file,
      expected: `the headings ${lessonHeadings.map((heading) => `"${heading}"`).join(', ')}, in this order`,
      got: headings.map((heading) => `"${heading}"`).join(', ') || 'none',
      fix: describeDifference(headings),
    })
  }
  for (const [index, { heading, body, line, level }] of sections.entries()) {
    const isEmpty = body === '' && (sections[index + 1]?.level ?? 0) <= level
    if (!isEmpty) continue
    found.push({
      file,
      line,
      expected: `text under "${heading}"`,
      got: 'nothing',
      fix: 'Write it or remove the heading.',
    })
  }
  return found
}

function describeDifference(headings: readonly string[]): string {
  const missing = lessonHeadings.filter((heading) => !headings.includes(heading))
  const others = headings.filter((heading) => !(lessonHeadings as readonly string[]).includes(heading))
  if (missing.length > 0) return `Add ${missing.map((heading) => `"## ${heading}"`).join(', ')}.`
  if (others.length > 0) return `Make ${others.map((heading) => `"${heading}"`).join(', ')} a ### heading or remove it.`
  return 'Put them in order, each once.'
}
