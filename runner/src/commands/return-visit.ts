import type { Course } from '../course/course.ts'
import type { Kata } from '../course/kata.ts'
import { renderPlace } from '../report/render-place.ts'
import { askSelect, type PromptChoice } from '../terminal/prompts.ts'
import type { Progress } from '../workspace/derive-progress.ts'
import type { CommandContext } from './command.ts'
import { enterKata } from './enter-kata.ts'
import { findNextStep, type NextStep } from './next-step.ts'
import { openCourse } from './open-course.ts'
import { outlineOf } from './outline-of.ts'
import { summariseProgress } from './summarise-progress.ts'

/** What the menu does when a line is chosen; `leave` ends it. */
type Action = 'leave' | (() => Promise<unknown>)

/** The menu, again after each action, until the learner leaves. */
export async function visit(context: CommandContext, _course: Course): Promise<void> {
  while (!context.signal.aborted) {
    const { course, progress } = await openCourse(context)
    const step = findNextStep(course, progress)
    context.write(describe(context, course, progress))
    const action = await askSelect<Action>('What now?', choicesFor(context, course, progress, step), context.signal)
    if (action === 'leave') return
    await action()
    context.write('\n')
  }
}

/** The same place in words, and what to type next. */
export async function tell(context: CommandContext, course: Course): Promise<void> {
  const { progress } = await openCourse(context)
  context.write(describe(context, course, progress))
  const step = findNextStep(course, progress)
  const next = step.kind === 'finished' ? 'npx kata list' : `npx kata ${verbFor(context, step)} ${step.kata.slug}`
  context.write(` Next: ${next}\n`)
}

function verbFor({ commands }: CommandContext, { kind }: NextStep): string {
  return kind === 'go-on' && commands.some(({ name }) => name === 'watch') ? 'watch' : 'start'
}

function describe({ screen }: CommandContext, course: Course, progress: Progress): string {
  const step = findNextStep(course, progress)
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
    },
    screen,
  )
}

function choicesFor(
  context: CommandContext,
  course: Course,
  progress: Progress,
  step: NextStep,
): PromptChoice<Action>[] {
  const run =
    (name: string, words: readonly string[] = []) =>
    () =>
      context.runCommand(name, { arguments: words, options: {} })
  const offered = (name: string, label: string): PromptChoice<Action>[] =>
    context.commands.some((entry) => entry.name === name) ? [{ name: label, value: run(name) }] : []
  return [
    ...firstChoices(context, step),
    { name: 'Choose a kata', value: () => chooseKata(context, course, progress) },
    { name: 'Read a lesson', value: () => chooseLesson(context, course) },
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
  const words = { new: '', started: ' (started)', passed: ' (passed)' }
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
