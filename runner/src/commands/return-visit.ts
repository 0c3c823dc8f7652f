import type { Course } from '../course/course.ts'
import type { Kata } from '../course/kata.ts'
import { renderPlace } from '../report/render-place.ts'
import { askSelect, type PromptChoice } from '../terminal/prompts.ts'
import type { Progress } from '../workspace/derive-progress.ts'
import type { CommandContext } from './command.ts'
import { enterKata, enterReview } from './enter-kata.ts'
import { findNextStep, type NextStep } from './next-step.ts'
import { openCourse } from './open-course.ts'
import { outlineOf } from './outline-of.ts'
import { planReviews } from './plan-reviews.ts'
import { summariseProgress } from './summarise-progress.ts'

/** What the menu does when a line is chosen; `leave` ends it. */
type Action = 'leave' | (() => Promise<unknown>)

/** The menu, again after each action, until the learner leaves. */
export async function visit(context: CommandContext, _course: Course): Promise<void> {
  while (!context.signal.aborted) {
    const visited = await openVisit(context)
    context.write(describe(context, visited))
    const action = await askSelect<Action>('What now?', choicesFor(context, visited), context.signal)
    if (action === 'leave') return
    await action()
    context.write('\n')
  }
}

/** The same place in words, and what to type next. */
export async function tell(context: CommandContext, _course: Course): Promise<void> {
  const visited = await openVisit(context)
  const { step } = visited
  context.write(describe(context, visited))
  const next = step.kind === 'finished' ? 'npx kata list' : `npx kata ${verbFor(context, step)} ${step.kata.slug}`
  context.write(` Next: ${next}\n`)
}

/** What the menu is about, read anew for each time it is shown. */
interface Visit {
  readonly course: Course
  readonly progress: Progress
  readonly step: NextStep
  /** Passed katas that come back now, soonest first. */
  readonly due: readonly Kata[]
}

async function openVisit(context: CommandContext): Promise<Visit> {
  const { course, progress, events } = await openCourse(context)
  const { due } = await planReviews(course, events)
  return {
    course,
    progress,
    step: findNextStep(course, progress),
    due: due.filter(({ begunAt }) => begunAt === undefined).flatMap(({ kata }) => course.katas.get(kata) ?? []),
  }
}

function verbFor({ commands }: CommandContext, { kind }: NextStep): string {
  return kind === 'go-on' && commands.some(({ name }) => name === 'watch') ? 'watch' : 'start'
}

function describe({ screen }: CommandContext, { course, progress, step, due }: Visit): string {
  const kata = step.kind === 'finished' ? undefined : step.kata
  const lastRun = kata && progress.katas.get(kata.slug)?.lastRun
  const { passed, total, constraints } = summariseProgress(outlineOf(course, progress), progress)
  return renderPlace(
    {
      passed,
      total,
      constraints,
      ...(kata ? { kata, isBegun: step.kind === 'go-on' } : {}),
      ...(lastRun ? { lastRun } : {}),
      due: due.map(({ slug }) => slug),
    },
    screen,
  )
}

function choicesFor(context: CommandContext, { course, progress, step, due }: Visit): PromptChoice<Action>[] {
  const run =
    (name: string, words: readonly string[] = []) =>
    () =>
      context.runCommand(name, { arguments: words, options: {} })
  const offered = (name: string, label: string): PromptChoice<Action>[] =>
    context.commands.some((entry) => entry.name === name) ? [{ name: label, value: run(name) }] : []
  return [
    ...firstChoices(context, step),
    ...due.slice(0, 2).map((kata) => ({ name: `Review ${kata.slug}`, value: () => enterReview(context, kata) })),
    { name: 'Choose a kata', value: () => chooseKata(context, course, progress) },
    { name: 'Read a lesson', value: () => chooseLesson(context, course) },
    ...offered('review', 'Reviews'),
    ...offered('progress', 'Progress'),
    ...offered('ledger', 'Ledger'),
    ...offered('services', 'Services'),
    { name: 'Leave', value: 'leave' },
  ]
}

function firstChoices(context: CommandContext, step: NextStep): PromptChoice<Action>[] {
  if (step.kind === 'finished') return []
  const { kata, lesson, kind } = step
  const read = lesson && {
    name: `Read ${lesson.slug}`,
    value: () => context.runCommand('read', { arguments: [lesson.slug], options: {} }),
  }
  const enter = {
    name: `${kind === 'go-on' ? 'Go on with' : 'Start'} ${kata.slug}`,
    value: () => enterKata(context, kata),
  }
  return kind === 'begin' && read ? [enter, read] : [enter]
}

async function chooseKata(context: CommandContext, course: Course, progress: Progress): Promise<void> {
  const words = { new: '', started: ' (started)', passed: ' (passed)', 'tested-out': ' (tested out)' }
  const choices: PromptChoice<Kata | undefined>[] = [...course.katas.values()].map((kata) => ({
    name: `${kata.slug}${words[progress.katas.get(kata.slug)?.state ?? 'new']}`,
    value: kata,
    description: `${kata.title}, ${kata.minutes} min`,
  }))
  const kata = await askSelect('Which kata?', [...choices, { name: 'Back', value: undefined }], context.signal)
  if (kata) await enterKata(context, kata)
}

async function chooseLesson(context: CommandContext, course: Course): Promise<void> {
  const choices = [...course.lessons.keys()].map((slug) => ({ name: slug, value: slug }))
  const slug = await askSelect('Which lesson?', [...choices, { name: 'Back', value: '' }], context.signal)
  if (slug !== '') await context.runCommand('read', { arguments: [slug], options: {} })
}
