import { fitToWidth } from '../terminal/fit-to-width.ts'
import { paintFor } from '../terminal/paint.ts'
import type { Screen } from '../terminal/screen.ts'

/** A kept version as the list shows it, which is also what `kata attempts --json` prints. */
export interface AttemptLine {
  readonly number: number
  readonly name: string
  /** Absolute path of its folder. */
  readonly folder: string
  /** ISO 8601. */
  readonly keptAt?: string
  readonly verdict?: string
  readonly failedTest?: string
  /** Lines by which the learner's files differ from it now; 0 for the version that is in place. */
  readonly linesChanged: number
}

/** All kept versions of a kata, the oldest first. */
export function renderAttempts(kata: string, attempts: readonly AttemptLine[], screen: Screen): string {
  const paint = paintFor(screen)
  if (attempts.length === 0)
    return ` No version of ${kata} is kept yet. Each version that is run is kept, and so is what a reset takes away.\n`
  const count = attempts.length === 1 ? '1 version is kept' : `${attempts.length} versions are kept`
  const last = attempts.at(-1)?.number ?? 1
  return [
    ` ${paint.strong(kata)}  ${count}`,
    '',
    ...attempts.map((attempt) => renderLine(attempt, screen)),
    '',
    `   ${paint.command(`kata attempts ${kata} --diff ${last}`)}`,
    `   ${paint.command(`kata attempts ${kata} --restore ${last}`)}`,
    '   What is in place is kept before another is put back.',
    '',
  ].join('\n')
}

function renderLine({ number, keptAt, name, verdict, failedTest, linesChanged }: AttemptLine, screen: Screen): string {
  const now =
    linesChanged === 0 ? 'in place now' : `${linesChanged} ${linesChanged === 1 ? 'line differs' : 'lines differ'}`
  const when = keptAt === undefined ? fitToWidth(name, 16) : localTime(new Date(keptAt))
  const start = `   ${String(number).padStart(3)}  ${when}  ${now.padEnd(17)}  ${(verdict ?? 'not run').replaceAll('-', ' ')}`
  return failedTest === undefined ? start : fitToWidth(`${start}: ${failedTest}`, screen.columns).trimEnd()
}

function localTime(at: Date): string {
  const two = (value: number): string => String(value).padStart(2, '0')
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())} ${two(at.getHours())}:${two(at.getMinutes())}`
}
