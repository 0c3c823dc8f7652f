import { stripVTControlCharacters } from 'node:util'
import { type Paint, paintFor } from '../../terminal/paint.ts'
import type { Screen } from '../../terminal/screen.ts'
import { wrapCode } from '../../terminal/wrap-code.ts'
import type { DiffLine } from './compare-texts.ts'
import type { FileDiff } from './compare-versions.ts'

/** What a person calls the two versions. */
interface DiffNames {
  readonly from: string
  readonly to: string
}

/** Unchanged lines that are shown around a change. */
const contextLines = 3

/** What leads from one version to the other. Long lines go on below themselves, so that nothing is wider than the screen. */
export function renderDiff(files: readonly FileDiff[], { from, to }: DiffNames, screen: Screen): string {
  const paint = paintFor(screen)
  const changed = files.filter(({ lines }) => lines.some(({ kind }) => kind !== 'same'))
  if (changed.length === 0) return `   No difference between ${from} and ${to}.\n`
  const head = [paint.bad(`   - ${from}`), paint.good(`   + ${to}`)]
  const bodies = changed.flatMap(({ file, lines }) => [
    '',
    ...(files.length > 1 ? [`   ${paint.strong(file)}`, ''] : []),
    ...nearChanges(lines).flatMap((line) => (line === 'gap' ? paint.quiet('   …') : renderLine(line, paint, screen))),
  ])
  return `${[...head, ...bodies].join('\n')}\n`
}

function nearChanges(lines: readonly DiffLine[]): (DiffLine | 'gap')[] {
  const isShown = lines.map((_, index) =>
    lines.slice(Math.max(0, index - contextLines), index + contextLines + 1).some(({ kind }) => kind !== 'same'),
  )
  return lines.flatMap((line, index): (DiffLine | 'gap')[] => {
    if (isShown[index]) return [line]
    return index === 0 || isShown[index - 1] ? ['gap'] : []
  })
}

function renderLine({ kind, text }: DiffLine, paint: Paint, screen: Screen): string[] {
  const { sign, colour } = looks(paint)[kind]
  const shown = stripVTControlCharacters(text).replaceAll('\t', '  ')
  const [first = '', ...rest] = wrapCode(shown, screen.columns - 5)
  return [`   ${sign} ${first}`, ...rest.map((part) => `     ${part}`)].map((line) => colour(line.trimEnd()))
}

function looks(paint: Paint): Record<DiffLine['kind'], { sign: string; colour: (text: string) => string }> {
  return {
    same: { sign: ' ', colour: (text) => text },
    removed: { sign: '-', colour: paint.bad },
    added: { sign: '+', colour: paint.good },
  }
}
