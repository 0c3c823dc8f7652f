import type { Course } from '../course/course.ts'
import { findBuild, findKata } from '../course/find-by-name.ts'
import { exitCodes } from '../errors.ts'
import { compareVersions, type FileDiff } from '../report/diff/compare-versions.ts'
import { renderDiff } from '../report/diff/render-diff.ts'
import { renderChanges } from '../report/render-changes.ts'
import { paintFor } from '../terminal/paint.ts'
import { findChanges, type KataChange, readChange } from '../workspace/given/find-changes.ts'
import { isClone } from '../workspace/is-clone.ts'
import type { Workspace } from '../workspace/workspace.ts'
import type { CommandContext, CommandDefinition } from './command.ts'
import { openCourse } from './open-course.ts'

export const command: CommandDefinition = {
  arguments: [{ name: 'kata', summary: 'Only this one' }],
  options: [
    { flags: '--diff', summary: 'Line by line: what you were given, and what it is now' },
    { flags: '--json', summary: 'As JSON: each changed kata with its files, and whether your pass is stale' },
  ],
  examples: [
    { line: 'kata update', does: 'what the course changed since you began; your files are never written' },
    { line: 'kata update lost-update --diff', does: 'the changes of one kata, line by line' },
  ],
  run: async (context, { arguments: [name], options }) => {
    const { course, progress, workspace } = await openCourse(context)
    const only = name === undefined ? undefined : namesOf(course, name)
    const changes = findChanges(course, progress).filter(({ kata }) => only === undefined || only.includes(kata))
    const details = workspace && options['diff'] ? changes.map((change) => compare(course, workspace, change)) : []
    const newest = isClone(context.packageRoot) ? 'git pull && npm ci' : 'npm i loadbearing@latest'
    if (options['json']) {
      const diffs = details.flatMap(({ kata, diffs: files }) => files.map((file) => ({ kata, ...file })))
      context.write(`${JSON.stringify({ changes, newest, ...(options['diff'] ? { diffs } : {}) }, null, 2)}\n`)
    } else if (details.length > 0) {
      for (const detail of details) context.write(renderDetail(context, detail))
    } else context.write(renderChanges({ changes, newest }, context.screen))
    return exitCodes.passed
  },
}

/** Of a build, all its stages. */
function namesOf(course: Course, name: string): string[] {
  return (findBuild(course, name)?.stages ?? [findKata(course, name)]).map(({ slug }) => slug)
}

interface Detail {
  readonly kata: string
  readonly diffs: readonly FileDiff[]
  /** Names of changed files of which the text that was given is not kept. */
  readonly unknown: readonly string[]
}

function compare(course: Course, workspace: Workspace, { kata: slug, files }: KataChange): Detail {
  const kata = course.katas.get(slug)
  const texts = kata === undefined ? [] : files.map((file) => ({ file, ...readChange(workspace, kata, file) }))
  const diffs = texts.flatMap(({ file, given, now }) =>
    given === undefined ? [] : compareVersions(new Map([[file, given]]), new Map([[file, now]])),
  )
  return { kata: slug, diffs, unknown: texts.filter(({ given }) => given === undefined).map(({ file }) => file) }
}

function renderDetail({ screen }: CommandContext, { kata, diffs, unknown }: Detail): string {
  const parts = diffs.map((diff) => renderDiff([diff], { from: `${diff.file} as given`, to: 'as it is now' }, screen))
  const rest = unknown.map(
    (file) => `   ${file} changed. The text that you were given is not kept, so there is nothing to compare.\n`,
  )
  return ` ${paintFor(screen).strong(kata)}\n\n${[...parts, ...rest].join('\n')}\n`
}
