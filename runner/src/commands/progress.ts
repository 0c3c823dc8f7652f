import type { Course } from '../course/course.ts'
import { loadLesson } from '../course/load-lesson.ts'
import { exitCodes } from '../errors.ts'
import { renderProgress } from '../report/render-progress.ts'
import type { Progress } from '../workspace/derive-progress.ts'
import { type LookBack, lookBack } from '../workspace/look-back.ts'
import type { CommandDefinition } from './command.ts'
import { openCourse } from './open-course.ts'
import { outlineOf } from './outline-of.ts'
import { summariseProgress } from './summarise-progress.ts'

export const command: CommandDefinition = {
  options: [{ flags: '--json', summary: 'As JSON: counts by chapter, katas, answers to predictions' }],
  examples: [
    { line: 'kata progress', does: 'what you have done, by chapter' },
    { line: 'kata progress --json', does: 'the same for a program' },
  ],
  run: async (context, { options }) => {
    const { course, progress } = await openCourse(context)
    const summary = summariseProgress(outlineOf(course, progress), progress, await loadLookBacks(course, progress))
    context.write(options['json'] ? `${JSON.stringify(summary, null, 2)}\n` : renderProgress(summary, context.screen))
    return exitCodes.passed
  },
}

/** The latest first. Only lessons of which a question was answered are read. */
async function loadLookBacks(course: Course, { answers }: Progress): Promise<LookBack[]> {
  const latestFirst = answers.toSorted((one, other) => other.at.localeCompare(one.at))
  const lessons = [...new Set(latestFirst.map(({ lesson }) => lesson))].flatMap(
    (slug) => course.lessons.get(slug) ?? [],
  )
  const found = await Promise.all(
    lessons.map(async (entry) => lookBack(entry.slug, (await loadLesson(course, entry)).blocks, answers)),
  )
  return found.flat()
}
