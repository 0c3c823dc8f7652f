import type { MachineCheck } from '../machine/machine-check.ts'
import { type Paint, paintFor } from '../terminal/paint.ts'
import { renderMarkdown } from '../terminal/render-markdown.ts'
import type { Screen } from '../terminal/screen.ts'

const widestName = 18

/** What the machine has, what it means, and what mends it. */
export function renderMachineChecks(checks: readonly MachineCheck[], screen: Screen): string {
  const paint = paintFor(screen)
  const isReady = checks.every(({ state }) => state !== 'missing')
  const end = isReady ? paint.good('This machine is ready.') : paint.bad('This machine is not ready yet.')
  return `\n${checks.map((check) => renderCheck(check, screen, paint)).join('')}\n ${end}\n`
}

function renderCheck({ name, state, found, means, mend }: MachineCheck, screen: Screen, paint: Paint): string {
  const marks = { ok: paint.good('✓'), note: paint.attention('–'), missing: paint.bad('✗') }
  const mark = screen.isPlain ? state.padEnd(7) : marks[state]
  const indent = (screen.isPlain ? 7 : 1) + 2 + widestName + 1
  const text = (words: string) => renderMarkdown(words, screen, { indent }).trimStart()
  const lines = [` ${mark} ${paint.strong(name.padEnd(widestName))} ${text(found)}`]
  const below = ' '.repeat(indent)
  if (means) lines.push(below + text(means))
  if (mend) lines.push(`${below}${paint.command(mend)}`)
  return `${lines.map((line) => line.trimEnd()).join('\n')}\n`
}
