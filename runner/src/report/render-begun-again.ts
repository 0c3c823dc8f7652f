import type { Kata } from '../course/kata.ts'
import { paintFor } from '../terminal/paint.ts'
import type { Screen } from '../terminal/screen.ts'
import { shownPath } from '../terminal/shown-path.ts'
import { wrap } from './verdict/wrap.ts'

interface BegunAgainView {
  readonly kata: Kata
  readonly starterFile: string
  /** Where the learner's version was kept. */
  readonly attemptFolder?: string
  /** It was begun earlier, and nothing was changed now. */
  readonly isUnderWay: boolean
  readonly currentFolder: string
  /** What the learner should know before the first line is written. */
  readonly remark?: string
}

/** A kata that begins again from its starter: where the old version is, and what to type next. */
export function renderBegunAgain(view: BegunAgainView, screen: Screen): string {
  const { kata, starterFile, attemptFolder, isUnderWay, currentFolder, remark } = view
  const paint = paintFor(screen)
  const shown = (path: string): string => shownPath(path, currentFolder)
  const lines = [
    ` ${paint.strong(kata.title)}${paint.quiet(`  ${kata.slug} · ${kata.minutes} min`)}`,
    '',
    isUnderWay
      ? `   Under way already: ${shown(starterFile)} was left as it is.`
      : `   The starter is in ${shown(starterFile)}.`,
    ...(attemptFolder === undefined ? [] : [`   Your version is kept in ${shown(attemptFolder)}.`]),
    ...(remark === undefined ? [] : wrap(remark, screen.columns - 4).map((line) => `   ${line}`)),
    '',
    `   ${paint.command(`kata watch ${kata.slug}`)}  runs the tests whenever you save`,
    '',
  ]
  return `${lines.join('\n')}\n`
}
