import wrapAnsi from 'wrap-ansi'
import type { Figure } from '../../figures/figure.ts'
import { paintFor } from '../../terminal/paint.ts'
import type { Screen } from '../../terminal/screen.ts'
import { widestFigure } from './render-figure.ts'

export interface NamedFigure {
  readonly name: string
  readonly figure: Figure
}

/** The figures of the course, for somebody who has not named one. */
export function renderFigureList(figures: readonly NamedFigure[], screen: Screen): string {
  const paint = paintFor(screen)
  const width = Math.min(screen.columns, widestFigure) - 4
  const blocks = figures.flatMap(({ name, figure }) => {
    const summary = wrapAnsi(figure.summary, width).split('\n')
    return [` ${paint.command(name)}  ${figure.title}`, ...summary.map((line) => `   ${line}`), '']
  })
  const example = paint.command(`kata figure ${figures[0]?.name ?? '<name>'}`)
  return ['', ...blocks, ` Show one: ${example}`, '', ''].join('\n')
}
