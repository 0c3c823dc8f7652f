import type { Prediction } from '../course/prediction.ts'
import { paintFor } from '../terminal/paint.ts'
import { renderMarkdown } from '../terminal/render-markdown.ts'
import type { Screen } from '../terminal/screen.ts'

/** A lesson's question, with its options unless these are about to be chosen from. */
export function renderQuestion(
  { question, options }: Prediction,
  screen: Screen,
  { withOptions }: { readonly withOptions: boolean },
): string {
  const paint = paintFor(screen)
  const asked = renderMarkdown(`**Before you go on:** ${question}`, screen)
  const lines = options.map(({ text }, index) => renderMarkdown(`${index + 1}. ${text}`, screen, { indent: 2 }))
  return `${paint.attention(asked)}\n\n${withOptions ? `${lines.join('\n')}\n\n` : ''}`
}

interface Given {
  /** Text of the chosen option. */
  readonly chosen?: string
  /** It was given when the lesson was read before. */
  readonly isEarlier?: boolean
}

/** Why each option holds or does not. Nothing is graded: what was predicted is only shown back. */
export function renderAnswer({ options }: Prediction, { chosen, isEarlier }: Given, screen: Screen): string {
  const paint = paintFor(screen)
  const lines = options.map(({ text, correct, why }) => {
    const mark = correct ? paint.good(screen.isPlain ? 'Right:' : '✓') : paint.quiet(screen.isPlain ? 'Wrong:' : '✗')
    const remark = text === chosen ? ` *(${isEarlier ? 'your earlier prediction' : 'your prediction'})*` : ''
    const [first = '', ...others] = renderMarkdown(`${text}${remark}`, screen, { indent: 4 }).split('\n')
    return [`  ${mark} ${first.trimStart()}`, ...others, renderMarkdown(why, screen, { indent: 4 })].join('\n')
  })
  return `${lines.join('\n\n')}\n\n`
}
