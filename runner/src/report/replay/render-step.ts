import stringWidth from 'string-width'
import type { ReplayedStep } from '../../replay.ts'
import { type Paint, paintFor } from '../../terminal/paint.ts'
import type { Screen } from '../../terminal/screen.ts'
import { wrap } from '../verdict/wrap.ts'

const widestUseful = 100
const margin = 3

/** A step that is about to be taken, or that has been. */
export interface ShownStep extends Pick<ReplayedStep, 'actor' | 'text' | 'sent'> {
  /** Counted from 1. */
  readonly number: number
  /** What is done to it. */
  readonly fate?: string
}

/** Who does what, and below it what that sends. Its outcome follows when it is known. */
export function renderStep({ number, actor, text, sent, fate }: ShownStep, screen: Screen): string {
  const does = [text, ...(fate === undefined ? [] : [fate])].join(', ')
  if (screen.isPlain) return `Step ${number}. ${actor} ${does}.${sent === undefined ? '' : ` It sends: ${sent}`}\n`
  const { paint, width } = pageOf(screen)
  const head = `${String(number).padStart(2)}  ${actor}  `
  const [first = '', ...rest] = wrap(does, width - stringWidth(head))
  const indent = ' '.repeat(stringWidth(head))
  const below =
    sent === undefined || sent === text ? [] : wrap(sent, width - indent.length).map((line) => paint.quiet(line))
  const painted = `${paint.quiet(String(number).padStart(2))}  ${paint.strong(actor)}  ${first}`
  return lines([painted, ...[...rest, ...below].map((line) => indent + line)])
}

/** What came of a step. Nothing for one of which there is nothing to tell. */
export function renderOutcome({ actor, result }: Pick<ReplayedStep, 'actor' | 'result'>, screen: Screen): string {
  if (result === undefined) return ''
  if (screen.isPlain) return `Outcome: ${result}.\n`
  const { paint, width } = pageOf(screen)
  const indent = ' '.repeat(4 + stringWidth(actor) + 2)
  const tone = colourOf(result, paint)
  return lines(wrap(`→ ${result}`, width - indent.length).map((line) => indent + tone(line)))
}

function colourOf(result: string, paint: Paint): (text: string) => string {
  if (result.startsWith('error ')) return paint.bad
  return result.startsWith('waits for ') || result === 'no answer' ? paint.attention : paint.good
}

function pageOf(screen: Screen): { paint: Paint; width: number } {
  return { paint: paintFor(screen), width: Math.min(screen.columns, widestUseful) - margin }
}

function lines(texts: readonly string[]): string {
  return texts.map((text) => `${`${' '.repeat(margin)}${text}`.trimEnd()}\n`).join('')
}
