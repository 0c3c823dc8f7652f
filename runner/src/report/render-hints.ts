import type { Hint } from '../course/parse-hints.ts'
import { paintFor } from '../terminal/paint.ts'
import type { Screen } from '../terminal/screen.ts'

interface HintView {
  readonly kata: string
  readonly shown: readonly Hint[]
  /** All hints were shown before, and are shown once more. */
  readonly isAgain: boolean
  readonly total: number
  readonly left: number
}

/** The hint that was asked for, and how many follow. */
export function renderHints(view: HintView, screen: Screen, renderText: (markdown: string) => string): string {
  const paint = paintFor(screen)
  const hints = view.shown.map(({ heading, text }) => ` ${paint.strong(heading)}\n\n${renderText(text)}\n`)
  return `${hints.join('\n')}\n   ${paint.quiet(remark(view))}\n`
}

function remark({ isAgain, total, left, kata }: HintView): string {
  if (total === 0) return `${kata} has no hints.`
  if (isAgain) return total === 1 ? 'There is one hint, and you have seen it.' : `You have seen all ${total} hints.`
  return left === 0 ? 'That was the last hint.' : `${left} more: kata hint`
}
