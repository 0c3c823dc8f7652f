import type { Course } from '../course/course.ts'
import { loadLesson } from '../course/load-lesson.ts'
import { CourseError, type ExitCode, exitCodes } from '../errors.ts'
import { renderNext } from '../report/render-next.ts'
import { askConfirm } from '../terminal/prompts.ts'
import type { Progress } from '../workspace/derive-progress.ts'
import { chooseNext } from './choose-next.ts'
import type { CommandContext, CommandDefinition } from './command.ts'
import { enterKata, enterReview } from './enter-kata.ts'
import { findNextCandidates, isUnread, type NextCandidate } from './find-next-candidates.ts'
import { openCourse } from './open-course.ts'
import { planReviews } from './plan-reviews.ts'

export const command: CommandDefinition = {
  options: [
    { flags: '--minutes <number>', summary: 'How long you have; what takes longer is passed over' },
    { flags: '--start', summary: 'Begin it without asking' },
    { flags: '--json', summary: 'As JSON: what comes next, why, and what to type' },
  ],
  examples: [
    { line: 'kata next', does: 'the next lesson, kata or review, and why it is that one' },
    { line: 'kata next --minutes 40', does: 'the first that fits into 40 minutes' },
    { line: 'kata next --start', does: 'begin it at once' },
  ],
  run: async (context, { options }) => {
    const minutes = checkMinutes(options['minutes'])
    const { course, progress, events } = await openCourse(context)
    const plan = await planReviews(course, events)
    const lessonMinutes = await loadLessonMinutes(course, progress)
    const candidates = findNextCandidates({ course, progress, plan, lessonMinutes, now: new Date() })
    const missing = await findMissingServices(candidates)
    const suggestion = chooseNext(candidates, { progress, missing, minutes, due: plan.due.map(({ kata }) => kata) })
    context.write(options['json'] ? `${JSON.stringify(suggestion, null, 2)}\n` : renderNext(suggestion, context.screen))
    const chosen = candidates.find(
      (it) => nameOf(it) === (suggestion.kata ?? suggestion.lesson) && it.kind === suggestion.kind,
    )
    if (chosen === undefined || options['json'] || !(options['start'] || (await isWanted(context))))
      return exitCodes.passed
    return begin(context, chosen)
  },
}

async function isWanted({ screen, signal }: CommandContext): Promise<boolean> {
  return screen.isInteractive && askConfirm('Begin now?', signal, true)
}

/** On a terminal into the kata and its tests, else only its files. */
async function begin(context: CommandContext, candidate: NextCandidate): Promise<ExitCode> {
  const { isInteractive } = context.screen
  const input = { arguments: [nameOf(candidate)], options: {} }
  if (candidate.kind === 'read') return context.runCommand('read', input)
  if (candidate.kind === 'review')
    return isInteractive ? enterReview(context, candidate.kata) : context.runCommand('review', input)
  return isInteractive ? enterKata(context, candidate.kata) : context.runCommand('start', input)
}

function nameOf(candidate: NextCandidate): string {
  return candidate.kind === 'read' ? candidate.lesson.slug : candidate.kata.slug
}

async function loadLessonMinutes(course: Course, progress: Progress): Promise<ReadonlyMap<string, number>> {
  const unread = [...course.lessons.values()].filter((lesson) => isUnread(lesson, progress))
  return new Map(
    await Promise.all(
      unread.map(
        async (lesson): Promise<[string, number]> => [
          lesson.slug,
          (await loadLesson(course, lesson)).frontMatter.minutes,
        ],
      ),
    ),
  )
}

async function findMissingServices(candidates: readonly NextCandidate[]): Promise<ReadonlySet<string>> {
  const isNeeded = candidates.some((it) => 'kata' in it && Object.keys(it.kata.services).length > 0)
  if (!isNeeded) return new Set()
  const { diagnoseProviders } = await import('../services/diagnose-providers.ts')
  const services = await diagnoseProviders({ pull: true })
  return new Set(services.filter(({ winner }) => winner === undefined).map(({ service }) => service))
}

function checkMinutes(given: unknown): number | undefined {
  if (given === undefined) return undefined
  const minutes = Number(given)
  if (Number.isInteger(minutes) && minutes > 0) return minutes
  throw new CourseError('WRONG_USAGE', {
    message: `--minutes takes a whole number of minutes, got "${String(given)}".`,
    hint: 'For example `kata next --minutes 40`.',
  })
}
