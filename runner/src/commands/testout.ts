import type { Chapter } from '../course/course.ts'
import { findChapter } from '../course/find-by-name.ts'
import type { Kata } from '../course/kata.ts'
import { CourseError, exitCodes } from '../errors.ts'
import { renderBegunAgain } from '../report/render-begun-again.ts'
import { beginTestOut, katasToTestOut } from '../workspace/begin-again.ts'
import { deriveSittings } from '../workspace/derive-sittings.ts'
import { placeKata } from '../workspace/place-kata.ts'
import type { ProgressEvent } from '../workspace/progress-event.ts'
import { isStarted } from '../workspace/start-kata.ts'
import type { CommandContext, CommandDefinition } from './command.ts'
import { openCourseToWrite } from './open-course.ts'

export const command: CommandDefinition = {
  arguments: [{ name: 'chapter', summary: 'Its name, or the beginning of it', isRequired: true }],
  options: [{ flags: '--json', summary: 'As JSON: the boss, and the katas that it would stand for' }],
  examples: [
    {
      line: 'kata testout networks',
      does: "begin the chapter's hardest kata; passed without a hint, it stands for the rest",
    },
  ],
  run: async (context, { arguments: [name = ''], options }) => {
    context.write(await begin(context, name, options['json'] === true))
    return exitCodes.passed
  },
}

async function begin(context: CommandContext, name: string, isJson: boolean): Promise<string> {
  const { course, workspace, progress, events } = await openCourseToWrite(context)
  const chapter = findChapter(course, name)
  const boss = course.katas.get(chapter.boss ?? '')
  if (boss === undefined) throw withoutBoss(chapter)
  const standsFor = katasToTestOut(course, chapter, progress)
  if (standsFor.length === 0) throw nothingLeft(chapter, boss)
  const isUnderWay = isStarted(workspace, boss) && isCleanSoFar(events, boss)
  const begun = isUnderWay ? placeKata(workspace, boss) : beginTestOut(workspace, boss, standsFor)
  const slugs = standsFor.map(({ slug }) => slug)
  if (isJson)
    return `${JSON.stringify({ chapter: chapter.slug, kata: boss.slug, standsFor: slugs, isUnderWay, ...begun }, null, 2)}\n`
  const remark = `Passed without a hint and without its solution, it stands for ${listWords(slugs)}.`
  return renderBegunAgain(
    { kata: boss, ...begun, isUnderWay, remark, currentFolder: context.currentFolder },
    context.screen,
  )
}

/** After a hint it would stand for nothing any more, so then it is begun anew. */
function isCleanSoFar(events: readonly ProgressEvent[], { slug }: Kata): boolean {
  const sitting = deriveSittings(events).get(slug)?.at(-1)
  const isOpen = sitting?.openedBy === 'testout' && sitting.passedAt === undefined
  return isOpen && sitting.hints === 0 && !sitting.hasSeenSolution
}

function withoutBoss({ slug, lessons }: Chapter): CourseError {
  const reason = lessons.length === 0 ? 'is still to come' : 'has no kata that stands for the others yet'
  return new CourseError('NOTHING_TO_TEST_OUT', { message: `The chapter ${slug} ${reason}.` })
}

function nothingLeft({ slug }: Chapter, boss: Kata): CourseError {
  return new CourseError('NOTHING_TO_TEST_OUT', {
    message: `Every other kata of ${slug} is passed or tested out.`,
    hint: `Run \`kata start ${boss.slug}\` for the hardest one itself.`,
  })
}

function listWords(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`
}
