import type { LessonEntry } from '../course/course.ts'
import { findLessonOrChapter } from '../course/find-by-name.ts'
import { loadLesson } from '../course/load-lesson.ts'
import type { Lesson } from '../course/parse-lesson.ts'
import { CourseError, exitCodes } from '../errors.ts'
import { type LessonPart, renderLesson } from '../report/render-lesson.ts'
import { renderLookBack } from '../report/render-look-back.ts'
import { type Paint, paintFor } from '../terminal/paint.ts'
import { askToGoOn } from '../terminal/prompts.ts'
import { renderMarkdown } from '../terminal/render-markdown.ts'
import { findWorkspace } from '../workspace/find-workspace.ts'
import { lookBack } from '../workspace/look-back.ts'
import { appendEvent, loadProgress } from '../workspace/progress-log.ts'
import { askPrediction } from './ask-prediction.ts'
import type { CommandContext, CommandDefinition } from './command.ts'
import { openCourse } from './open-course.ts'
import { readChapter } from './read-chapter.ts'

export const command: CommandDefinition = {
  arguments: [{ name: 'lesson', summary: 'Its name or that of a chapter, or the beginning of it', isRequired: true }],
  options: [{ flags: '--json', summary: 'As JSON: front matter and blocks' }],
  examples: [
    { line: 'kata read transactions-and-isolation', does: 'section by section, with its predictions' },
    { line: 'kata read trans', does: 'the only lesson whose name begins so' },
    { line: 'kata read stampede | less', does: 'the whole text at once' },
    { line: 'kata read networks', does: 'what a chapter is about, how long it takes, and the chapter on one page' },
  ],
  run: async (context, { arguments: [name = ''], options }) => {
    const { course, progress } = await openCourse(context)
    const entry = findLessonOrChapter(course, name)
    if ('lessons' in entry) {
      await readChapter(context, course, entry, options['json'] === true)
      return exitCodes.passed
    }
    const lesson = await loadLesson(course, entry)
    if (options['json']) {
      const { slug, chapter } = entry
      context.write(`${JSON.stringify({ slug, chapter, ...lesson.frontMatter, blocks: lesson.blocks }, null, 2)}\n`)
      return exitCodes.passed
    }
    context.write(renderOpening(lesson, context))
    const isRead = await readParts(context, entry, renderLesson(lesson, context.screen), progress.answers)
    if (isRead) {
      context.write(await renderPredictions(context, entry, lesson))
      context.write(renderClosing(lesson, entry, context))
      noteRead(context, entry.slug)
    }
    return exitCodes.passed
  },
}

type Answers = Parameters<typeof askPrediction>[0]['answers']

/** Prints the parts in order, stopping before each section on a terminal; tells whether the end was reached. */
async function readParts(
  context: CommandContext,
  entry: LessonEntry,
  parts: readonly LessonPart[],
  answers: Answers,
): Promise<boolean> {
  const explanations: string[] = []
  for (const [index, part] of parts.entries()) {
    if (part.kind === 'predict') {
      explanations.push(await askPrediction({ context, lesson: entry.slug, prediction: part.prediction, answers }))
      continue
    }
    const isStop = part.beginsSection && index > 0 && context.screen.isInteractive
    if (isStop && !(await askToGoOn('Enter to read on, q to stop', context.signal))) return false
    context.write(`${part.text}\n\n`)
  }
  const withheld = explanations.join('')
  if (withheld !== '') context.write(`${paintFor(context.screen).strong('The predictions')}\n\n${withheld}`)
  return true
}

/** So that `kata next` does not name it again. The text has been read, whether or not that can be written down. */
function noteRead(context: CommandContext, lesson: string): void {
  const workspace = findWorkspace(context)
  if (workspace === undefined) return
  try {
    const isKnown = loadProgress(workspace).events.some((event) => event.kind === 'read' && event.lesson === lesson)
    if (!isKnown) appendEvent(workspace, { kind: 'read', lesson })
  } catch (error) {
    if (!(error instanceof CourseError)) throw error
  }
}

/** What was predicted on the way, now that the numbers have been seen. */
async function renderPredictions(context: CommandContext, { slug }: LessonEntry, { blocks }: Lesson): Promise<string> {
  const { progress } = await openCourse(context)
  return renderLookBack(lookBack(slug, blocks, progress.answers), true, context.screen)
}

function renderOpening({ frontMatter: { title, summary, minutes } }: Lesson, { screen }: CommandContext): string {
  const paint = paintFor(screen)
  return `\n${paint.heading(title)}${paint.quiet(`  ${minutes} min`)}\n\n${renderMarkdown(summary, screen)}\n\n`
}

function renderClosing({ frontMatter }: Lesson, { katas }: LessonEntry, { screen }: CommandContext): string {
  const paint = paintFor(screen)
  return [
    ...renderSources(frontMatter.sources, paint),
    ...katas.map((kata) => ` Next: ${paint.command(`kata start ${kata}`)}`),
    '',
  ].join('\n')
}

function renderSources(sources: Lesson['frontMatter']['sources'], paint: Paint): string[] {
  if (sources.length === 0) return []
  const lines = sources.flatMap(({ title, author, url }) => [`  ${title} (${author})`, `  ${paint.quiet(url)}`])
  return [paint.strong('Sources'), ...lines, '']
}
