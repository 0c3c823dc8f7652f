import type { Kata } from '../course/kata.ts'
import { CourseError, type ExitCode, exitCodes } from '../errors.ts'
import { countChanges } from '../report/diff/compare-texts.ts'
import { compareVersions } from '../report/diff/compare-versions.ts'
import { renderDiff } from '../report/diff/render-diff.ts'
import { type AttemptLine, renderAttempts } from '../report/render-attempts.ts'
import { type JudgedAttempt, loadAttempts } from '../workspace/attempts/load-attempts.ts'
import { readAttempt, readPresent } from '../workspace/attempts/read-versions.ts'
import { restoreAttempt } from '../workspace/attempts/restore-attempt.ts'
import { chooseKata } from '../workspace/choose-kata.ts'
import { loadProgress } from '../workspace/progress-log.ts'
import type { Workspace } from '../workspace/workspace.ts'
import type { CommandContext, CommandDefinition, CommandInput } from './command.ts'
import { openCourseToWrite } from './open-course.ts'

export const command: CommandDefinition = {
  arguments: [{ name: 'kata', summary: 'Its name; without one, the kata you are at' }],
  options: [
    { flags: '--diff <number>', summary: 'Compare this version with your files as they are now' },
    { flags: '--with <number>', summary: 'With --diff: compare with this version instead' },
    { flags: '--restore <number>', summary: 'Put this version back; your present one is kept first' },
    { flags: '--json', summary: 'As JSON: the versions, the lines of the comparison, or what was put back' },
  ],
  examples: [
    { line: 'kata attempts', does: 'every version of the kata you are at, with its verdict' },
    { line: 'kata attempts lost-update --diff 2', does: 'what you changed since version 2' },
    { line: 'kata attempts lost-update --diff 2 --with 3', does: 'what changed between the two' },
    { line: 'kata attempts lost-update --restore 2', does: 'go back to it' },
  ],
  run: async (context, { arguments: [name], options }) => {
    const { course, workspace, progress } = await openCourseToWrite(context)
    const kata = chooseKata({ course, workspace, progress, currentFolder: context.currentFolder, name })
    const attempts = loadAttempts(workspace, kata, loadProgress(workspace).events)
    const view = { context, workspace, kata, attempts, isJson: options['json'] === true }
    checkOptions(options)
    if (options['restore'] !== undefined) return restore(view, findAttempt(view, options['restore']))
    if (options['diff'] !== undefined) return compare(view, findAttempt(view, options['diff']), options['with'])
    return list(view)
  },
}

interface View {
  readonly context: CommandContext
  readonly workspace: Workspace
  readonly kata: Kata
  readonly attempts: readonly JudgedAttempt[]
  readonly isJson: boolean
}

function checkOptions({ diff, with: other, restore: restored }: CommandInput['options']): void {
  if (diff !== undefined && restored !== undefined)
    throw new CourseError('WRONG_USAGE', { message: '--diff and --restore do not go together.', hint })
  if (other !== undefined && diff === undefined)
    throw new CourseError('WRONG_USAGE', { message: '--with needs --diff, the version to compare with it.', hint })
}

const hint = 'See `kata attempts --help`.'

function findAttempt({ kata: { slug }, attempts }: View, number: unknown): JudgedAttempt {
  const found = attempts.find((attempt) => String(attempt.number) === number)
  if (found) return found
  const kept = attempts.length === 0 ? 'none is kept' : `expected a number from 1 to ${attempts.length}`
  throw new CourseError('UNKNOWN_ATTEMPT', {
    message: `There is no version ${number} of ${slug}: ${kept}.`,
    hint: `See \`kata attempts ${slug}\` for all that are kept.`,
  })
}

function list({ context, workspace, kata, attempts, isJson }: View): ExitCode {
  const lines = attempts.map((attempt): AttemptLine => {
    const { kata: _kata, ...rest } = attempt
    const version = readAttempt(attempt)
    const files = compareVersions(version, readPresent(workspace, kata, version.keys()))
    const { added, removed } = countChanges(files.flatMap((file) => file.lines))
    return { ...rest, linesChanged: Math.max(added, removed) }
  })
  context.write(
    isJson
      ? `${JSON.stringify({ kata: kata.slug, attempts: lines }, null, 2)}\n`
      : renderAttempts(kata.slug, lines, context.screen),
  )
  return exitCodes.passed
}

function compare(view: View, from: JudgedAttempt, otherNumber: unknown): ExitCode {
  const { context, workspace, kata, isJson } = view
  const other = otherNumber === undefined ? undefined : findAttempt(view, otherNumber)
  const version = readAttempt(from)
  const files = compareVersions(version, other ? readAttempt(other) : readPresent(workspace, kata, version.keys()))
  const names = { from: `version ${from.number}`, to: other ? `version ${other.number}` : 'your files now' }
  context.write(
    isJson
      ? `${JSON.stringify({ kata: kata.slug, from: from.number, to: other?.number ?? null, files }, null, 2)}\n`
      : renderDiff(files, names, context.screen),
  )
  return exitCodes.passed
}

function restore({ context, workspace, kata, isJson }: View, attempt: JudgedAttempt): ExitCode {
  const { kept } = restoreAttempt(workspace, kata, attempt)
  const numbers = loadAttempts(workspace, kata, []).find(({ name }) => name === kept?.name)?.number
  const before =
    numbers === undefined
      ? ''
      : ` What was there ${numbers === attempt.number ? 'was the same' : `is version ${numbers}`}.`
  context.write(
    isJson
      ? `${JSON.stringify({ kata: kata.slug, restored: attempt.number, kept: numbers ?? null }, null, 2)}\n`
      : ` Version ${attempt.number} of ${kata.slug} is back in place.${before}\n`,
  )
  return exitCodes.passed
}
