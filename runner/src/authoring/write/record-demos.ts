import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { RanDemo } from '../lesson/demo-rules.ts'
import type { CourseSources } from '../sources/course-sources.ts'
import type { LessonSources } from '../sources/lesson-sources.ts'

/**
 * Writes what the demos printed into the lesson's demo blocks, and gives the files that changed. What was printed by
 * a run that broke a claim is not recorded.
 */
export async function recordDemos(
  lesson: LessonSources,
  demos: readonly RanDemo[],
  { root }: CourseSources,
): Promise<string[]> {
  const text = recordOutput(lesson.text, demos)
  if (text === lesson.text) return []
  await writeFile(join(root, lesson.file), text)
  return [lesson.file]
}

/** The lesson with every demo block's body replaced. */
function recordOutput(text: string, demos: readonly RanDemo[]): string {
  const lines = text.split('\n')
  for (const { line, result } of demos.toReversed()) {
    if (result.state !== 'ran' || result.claims.some(({ holds }) => !holds)) continue
    const fence = /^\s*(`{3,}|~{3,})/.exec(lines[line - 1] ?? '')?.[1]
    const end =
      fence === undefined ? -1 : lines.findIndex((candidate, index) => index >= line && candidate.startsWith(fence))
    if (end === -1) continue
    lines.splice(line, end - line, ...result.table.trimEnd().split('\n'))
  }
  return lines.join('\n')
}
