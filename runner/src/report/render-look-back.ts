import { paintFor } from '../terminal/paint.ts'
import { renderMarkdown } from '../terminal/render-markdown.ts'
import type { Screen } from '../terminal/screen.ts'

interface ShownLookBack {
  readonly question: string
  readonly said: string
  readonly was: string
  readonly isRight: boolean
}

/** What was predicted beside what it was. Nothing is graded. `isBorneOut`: a measurement on this machine agrees. */
export function renderLookBack(lines: readonly ShownLookBack[], isBorneOut: boolean, screen: Screen): string {
  const paint = paintFor(screen)
  return lines
    .map((line) => {
      const question = paint.quiet(renderMarkdown(line.question, screen, { indent: 3 }))
      return `${question}\n${renderMarkdown(compare(line, isBorneOut), screen, { indent: 3 })}\n\n`
    })
    .join('')
}

/** In one sentence. */
function compare({ said, was, isRight }: Omit<ShownLookBack, 'question'>, isBorneOut: boolean): string {
  if (!isBorneOut)
    return `You said "${said}", the lesson says "${was}". Not every claim holds here, so look at the table.`
  return isRight ? `You said "${said}", and so it was.` : `You said "${said}", it was "${was}".`
}
