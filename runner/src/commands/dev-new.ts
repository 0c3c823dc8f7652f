import type { KataRequest } from '../authoring/scaffold/kata-request.ts'
import type { ChapterChoice } from '../authoring/scaffold/load-chapters.ts'
import { scaffoldServices } from '../authoring/scaffold/store-template.ts'
import { CourseError, exitCodes } from '../errors.ts'
import { paintFor } from '../terminal/paint.ts'
import { askSelect, askSome, askText } from '../terminal/prompts.ts'
import type { CommandContext, CommandDefinition, CommandInput } from './command.ts'

export const command: CommandDefinition = {
  arguments: [{ name: 'slug', summary: 'Its permanent name: lower-case words joined by dashes', isRequired: true }],
  options: [
    { flags: '--title <text>', summary: 'What a learner sees' },
    { flags: '--chapter <slug>', summary: 'The chapter it belongs to' },
    { flags: '--services <names>', summary: 'postgres, redis, both with a comma, or none' },
    { flags: '--sql', summary: 'The learner edits SQL instead of TypeScript; the server is Postgres' },
  ],
  examples: [
    { line: 'kata dev new double-payment', does: 'asks three questions and writes katas/double-payment' },
    {
      line: 'kata dev new early-refresh --title "Early refresh" --chapter caching --services redis',
      does: 'asks nothing',
    },
    { line: 'kata dev new covering-index --sql', does: 'a kata whose learner edits covering-index.sql' },
  ],
  run: async (context, input) => {
    const { writeKata, assertNewSlug } = await import('../authoring/scaffold/write-kata.ts')
    const [slug = ''] = input.arguments
    assertNewSlug(context.courseRoot, slug)
    const request = { slug, ...(await readAnswers(context, input)) }
    const files = await writeKata(context.courseRoot, request)
    context.write(renderWritten(context, slug, files))
    return exitCodes.passed
  },
}

type Answers = Omit<KataRequest, 'slug'>

async function readAnswers(
  context: CommandContext,
  { arguments: [slug = ''], options }: CommandInput,
): Promise<Answers> {
  const [{ loadChapters }, { readTitle, readChapter, readServices, assertSqlServices }] = await Promise.all([
    import('../authoring/scaffold/load-chapters.ts'),
    import('../authoring/scaffold/read-answers.ts'),
  ])
  const chapters = loadChapters(context.courseRoot)
  const questions = questionsOf(context, slug, chapters)
  const answer = async (option: string, question: () => Promise<string>): Promise<string> =>
    typeof options[option] === 'string' ? options[option] : question()
  const isSql = options['sql'] === true
  const title = readTitle(await answer('title', questions.title))
  const chapter = readChapter(await answer('chapter', questions.chapter), chapters)
  const services = readServices(await answer('services', isSql ? async () => 'postgres' : questions.services))
  if (isSql) assertSqlServices(services)
  return { title, chapter, services, isSql }
}

/** Asks, or says which option is missing where nobody can be asked. */
function questionsOf({ screen, signal }: CommandContext, slug: string, chapters: readonly ChapterChoice[]) {
  const ask = (option: string, question: () => Promise<string>) => async (): Promise<string> => {
    if (screen.isInteractive) return question()
    const message = `--${option} is missing, and there is no terminal to ask on.`
    throw new CourseError('WRONG_USAGE', { message, hint: 'See `kata dev new --help`.' })
  }
  const chapterChoices = chapters.map((chapter) => ({ name: `${chapter.slug}: ${chapter.title}`, value: chapter.slug }))
  const serviceChoices = scaffoldServices.map((name) => ({ name, value: name }))
  return {
    title: ask('title', () => askText('What is it called on screen?', titleFrom(slug), signal)),
    chapter: ask('chapter', () => askSelect('Which chapter does it belong to?', chapterChoices, signal)),
    services: ask('services', async () =>
      (await askSome('Which servers does it need?', serviceChoices, signal)).join(),
    ),
  }
}

function titleFrom(slug: string): string {
  const words = slug.replaceAll('-', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

function renderWritten({ screen }: CommandContext, slug: string, files: readonly string[]): string {
  const paint = paintFor(screen)
  return [
    ...files.map((file) => `${paint.good('wrote')} ${file}`),
    '',
    'The folder holds a small example that works. What only you can supply:',
    `  - the task itself: starter, tests, solution, wrong solutions, and your words wherever it says AUTHOR:`,
    `  - the constraint in kata.json, and the lesson that introduces it`,
    `  - the place in lessons/curriculum.json`,
    '',
    `Work with ${paint.command(`kata dev check ${slug} --watch`)}`,
    '',
  ].join('\n')
}
