import stringWidth from 'string-width'
import type { TimelineStep } from '../../evidence.ts'
import type { Paint } from '../../terminal/paint.ts'
import { wrap } from './wrap.ts'

const mostSteps = 30

/** An order of steps, one a line: its number, who, what, and what came back. Each actor has a column of its own where there is room. */
export function renderTimeline(steps: readonly TimelineStep[], width: number, paint: Paint): string[] {
  const shown = steps.slice(0, mostSteps)
  const actors = [...new Set(shown.map(({ actor }) => actor))]
  const colours = [paint.command, paint.attention, paint.strong]
  const numberWidth = String(shown.length).length
  const actorWidth = Math.max(0, ...actors.map((actor) => stringWidth(actor)))
  const lines = shown.flatMap(({ actor, text, result }, index) => {
    const number = paint.quiet(String(index + 1).padStart(numberWidth))
    const name = (colours[actors.indexOf(actor) % colours.length] ?? paint.strong)(actor.padEnd(actorWidth))
    const start = numberWidth + 2 + actorWidth + 2
    const [first = '', ...rest] = renderStep(text, result, width - start)
    return [`${number}  ${name}  ${first}`, ...rest.map((line) => ' '.repeat(start) + line)]
  })
  return steps.length > shown.length ? [...lines, `… ${steps.length - shown.length} more steps`] : lines
}

/** What came back stands behind the step where there is room, else below it. */
function renderStep(text: string, result: string | undefined, width: number): string[] {
  const lines = wrap(text, width)
  if (result === undefined) return lines
  const last = lines.at(-1) ?? ''
  if (stringWidth(`${last} → ${result}`) <= width) return [...lines.slice(0, -1), `${last} → ${result}`]
  return [...lines, ...wrap(`  → ${result}`, width)]
}
