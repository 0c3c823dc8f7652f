import type { Kata } from '../course/kata.ts'
import { loadSolution, type Solution } from '../course/load-solution.ts'
import { CourseError } from '../errors.ts'
import { askConfirm } from '../terminal/prompts.ts'
import { chooseKata } from '../workspace/choose-kata.ts'
import type { KataProgress } from '../workspace/derive-progress.ts'
import { placeKata } from '../workspace/place-kata.ts'
import { appendEvent } from '../workspace/progress-log.ts'
import { bringSolution } from '../workspace/record-run.ts'
import type { Workspace } from '../workspace/workspace.ts'
import type { CommandContext, CommandInput } from './command.ts'
import { openCourseToWrite } from './open-course.ts'

/** A solution that the learner may see. */
interface OpenSolution {
  readonly workspace: Workspace
  readonly kata: Kata
  readonly solution: Solution
  /** Absolute path of its copy in the workspace. */
  readonly folder: string
  /** It was looked at before the kata was passed. */
  readonly isBeforePass: boolean
}

/**
 * The solution of the kata of this name, else of the one in whose folder the command was given, else of the one
 * touched last. Before the first pass the learner is asked once, and the answer is recorded; undefined for a no.
 */
export async function openSolution(
  context: CommandContext,
  { arguments: [name], options }: CommandInput,
): Promise<OpenSolution | undefined> {
  const { course, workspace, progress } = await openCourseToWrite(context)
  const kata = chooseKata({ course, workspace, progress, currentFolder: context.currentFolder, name })
  const done = progress.katas.get(kata.slug)
  const isBeforePass = done?.state !== 'passed'
  const isKnown = done?.hasSeenSolution === true
  if (isBeforePass && !isKnown && !options['yes'] && !(await isConfirmed(context, kata.slug, done))) return undefined
  if (!isKnown) appendEvent(workspace, { kind: 'solution', kata: kata.slug, isBeforePass })
  bringSolution(workspace, kata)
  return {
    workspace,
    kata,
    solution: loadSolution(kata),
    folder: placeKata(workspace, kata).solutionFolder,
    isBeforePass,
  }
}

async function isConfirmed(context: CommandContext, kata: string, done?: KataProgress): Promise<boolean> {
  const { screen, signal, write } = context
  const seen = done?.hintsSeen.length ?? 0
  const hints = `You have seen ${seen === 0 ? 'no hint' : seen === 1 ? '1 hint' : `${seen} hints`}; \`kata hint ${kata}\` shows the next.`
  const question = `${kata} is not passed yet. See the solution?`
  if (screen.isInteractive) {
    write(` ${hints}\n`)
    return askConfirm(question, signal)
  }
  throw new CourseError('CONFIRMATION_NEEDED', {
    message: `${question} ${hints}`,
    hint: 'Repeat the command with `--yes`. It is entered in your progress that you looked before the pass.',
  })
}
