import type { Kata } from '../course/kata.ts'
import { type Paint, paintFor } from '../terminal/paint.ts'
import type { Screen } from '../terminal/screen.ts'

interface StartView {
  readonly kata: Kata
  /** Paths as they are shown. */
  readonly starterFile: string
  readonly readmeFile: string
  /** Only of a stage of a build. */
  readonly sheetFile?: string
  /** Whether the starter was copied now; else the learner's own file is there. */
  readonly isNew: boolean
  /** How many versions of the learner's are kept from before. */
  readonly keptVersions?: number
  /** What the brief says under "Your task", rendered. */
  readonly task: string
  /** Names of the commands that exist. */
  readonly commands: readonly string[]
}

const nextSteps = [
  { name: 'watch', does: 'runs the tests whenever you save' },
  { name: 'test', does: 'runs them once' },
  { name: 'hint', does: 'a question that helps' },
]

/** What a learner sees after `kata start`: the task, the file to edit, what to type next. */
export function renderStart(
  { kata, starterFile, readmeFile, sheetFile, isNew, keptVersions = 0, task, commands }: StartView,
  screen: Screen,
): string {
  const paint = paintFor(screen)
  const width = Math.max(starterFile.length, readmeFile.length, sheetFile?.length ?? 0)
  const steps = nextSteps.filter(({ name }) => commands.includes(name))
  const lines = [
    ` ${paint.strong(kata.title)}${paint.quiet(`  ${kata.slug}${placeOf(kata)} · ${kata.minutes} min`)}`,
    '',
    task,
    '',
    `   ${paint.strong(starterFile.padEnd(width))}  ${isNew ? `the file to edit${referenceOf(kata)}` : 'your version, left as it is'}`,
    ...(sheetFile === undefined ? [] : [`   ${sheetFile.padEnd(width)}  what you claim about it`]),
    `   ${readmeFile.padEnd(width)}  the whole brief`,
    '',
    ...(isNew && keptVersions > 0 ? [...renderKept(kata.slug, keptVersions, paint), ''] : []),
    ...steps.map(({ name, does }) => `   ${paint.command(`kata ${name}`.padEnd(width))}  ${does}`),
    '',
  ]
  return `${lines.join('\n')}\n`
}

function placeOf({ stage }: Kata): string {
  return stage === undefined ? '' : ` · stage ${stage.number} of ${stage.stages.length} of ${stage.build}`
}

/** Whoever begins in the middle of a build goes on with code that is not theirs, and is told whose it is. */
function referenceOf({ stage }: Kata): string {
  const before = stage?.stages[stage.number - 2]
  return before === undefined ? '' : `: the course's solution of ${before.slug}, as you begin here`
}

// The starter is in place where there was something of theirs before: they must not think that it is lost.
function renderKept(kata: string, count: number, paint: Paint): string[] {
  const versions = count === 1 ? 'A version of yours is kept' : `${count} versions of yours are kept`
  return [
    `   ${versions}. To put the last one back in place:`,
    `   ${paint.command(`kata attempts ${kata} --restore ${count}`)}`,
  ]
}
