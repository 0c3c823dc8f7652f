import wrapAnsi from 'wrap-ansi'
import type { HeldClaim } from '../../figures/count-held.ts'
import type { Figure } from '../../figures/figure.ts'
import type { Params } from '../../figures/model.ts'
import type { View } from '../../figures/view.ts'
import { paintFor } from '../../terminal/paint.ts'
import type { Screen } from '../../terminal/screen.ts'
import { optionOf } from './option-of.ts'
import type { PictureView } from './picture-view.ts'
import { renderCells } from './render-cells.ts'
import { renderPicture } from './render-picture.ts'

export interface ShownFigure {
  readonly name: string
  readonly figure: Figure
  readonly params: Params
  readonly seed: number
  readonly view: View
  /** Whether the log is shown, too. */
  readonly hasLog: boolean
  readonly claims: readonly HeldClaim[] | undefined
}

export const widestFigure = 100
const indent = '   '

/** A figure at one moment: pictures, table, sentence, and what can be turned. */
export function renderFigure(shown: ShownFigure, screen: Screen): string {
  const { figure, view, hasLog, claims, seed } = shown
  const paint = paintFor(screen)
  const width = Math.min(screen.columns, widestFigure) - indent.length - 1
  const pictureView: PictureView = { screen, paint, width }
  const wrap = (text: string): string[] => wrapAnsi(text, width).split('\n')
  const blocks = [
    wrap(figure.summary),
    ...view.pictures.map((picture) => [paint.strong(picture.title), ...renderPicture(picture, pictureView)]),
    [paint.strong(view.table.caption), ...renderCells(view.table, pictureView)],
    ...(hasLog ? [[paint.strong(view.log.caption), ...renderCells(view.log, pictureView)]] : []),
    wrap(view.sentence),
    ...(claims ? [claims.flatMap((claim) => renderClaim(claim, pictureView))] : []),
    renderTurns(shown, pictureView),
  ]
  const lines = blocks.flatMap((block) => ['', ...block.map((line) => (line === '' ? '' : indent + line))])
  return ['', ` ${paint.heading(figure.title)}${paint.quiet(`  seed ${seed}`)}`, ...lines, '', ''].join('\n')
}

function renderClaim({ sentence, held, of, isEnough }: HeldClaim, { screen, paint, width }: PictureView): string[] {
  const mark = screen.isPlain ? (isEnough ? 'Holds:' : 'Fails:') : isEnough ? paint.good('✓') : paint.bad('✗')
  const lines = wrapAnsi(`${sentence} (${held} of ${of} seeds)`, width - 2).split('\n')
  return lines.map((line, index) => (index === 0 ? `${mark} ${line}` : `  ${line}`))
}

/** What can be turned, with its value and its limits. */
function renderTurns({ figure, params }: ShownFigure, { paint, screen, width }: PictureView): string[] {
  const rows = Object.entries(figure.parameters).map(([name, { label, unit, min, max }]) => [
    `--${optionOf(name)} ${params[name]}`,
    `${label}, ${min} to ${max} ${unit}`.trim(),
  ])
  const presets = figure.presets.map(({ id, label }) => [`--preset ${id}`, label])
  const all = [...rows, ...presets]
  const optionWidth = Math.max(...all.map(([option = '']) => option.length))
  return all.flatMap(([option = '', text = '']) => {
    const lines = wrapAnsi(text, Math.max(20, width - optionWidth - 2)).split('\n')
    return lines.map((line, index) => {
      const before = (index === 0 ? option : '').padEnd(optionWidth)
      return `${screen.hasColour ? paint.command(before) : before}  ${line}`
    })
  })
}
