import type { Kata } from '../course/kata.ts'
import { type Paint, paintFor } from '../terminal/paint.ts'
import { renderMarkdown } from '../terminal/render-markdown.ts'
import type { Screen } from '../terminal/screen.ts'

const about = [
  'A system design is a set of constraints: who may wait how long, what may be stale, what runs twice, what gives up first, what happens when a part is gone.',
  'Here each constraint is a failing test on a real server on this machine. You read, you predict, you edit one file, and you save until the constraint holds. No account, and nothing leaves this machine.',
]

/** What this is, for someone who has never seen it. */
export function renderWelcome(screen: Screen): string {
  const paint = paintFor(screen)
  return `\n ${paint.heading('Loadbearing')}\n\n${renderMarkdown(about.join('\n\n'), screen, { indent: 3 })}\n\n`
}

/** One kind of server, and where this machine would take it from. */
export interface MachineService {
  readonly name: string
  readonly isAvailable: boolean
  /** Where from, or why not. */
  readonly detail: string
  /** What to do when it is not available. */
  readonly hint?: string
}

/** What this machine can run. `canMend`: there is a command that mends what is missing. */
export function renderMachine(services: readonly MachineService[], canMend: boolean, screen: Screen): string {
  if (services.length === 0) return ''
  const paint = paintFor(screen)
  const width = Math.max(...services.map(({ name }) => name.length))
  const lines = services.flatMap((service) => renderService(service, width, paint, screen))
  const isComplete = services.every(({ isAvailable }) => isAvailable)
  const mend =
    isComplete || !canMend ? '' : `\n   ${paint.command('npx kata doctor --fix')}  mends what it can, after asking\n`
  return ` ${paint.strong('This machine')}\n\n${lines.join('\n')}\n${mend}\n`
}

function renderService(service: MachineService, width: number, paint: Paint, screen: Screen): string[] {
  const { name, isAvailable, detail, hint } = service
  const words = isAvailable ? 'ready  ' : 'missing'
  const mark = screen.isPlain ? words : isAvailable ? paint.good('✓') : paint.bad('✗')
  const opening = `   ${mark} ${name.padEnd(width)}  `
  const indent = 3 + (screen.isPlain ? words.length : 1) + 1 + width + 2
  const lines = [detail, ...(hint === undefined ? [] : [hint])].map((text) => renderMarkdown(text, screen, { indent }))
  return [opening + lines.join('\n').trimStart()]
}

/** The kata to begin with: what it is about, and what it defends. */
export function renderFirstKata(kata: Kata, situation: string, screen: Screen): string {
  const paint = paintFor(screen)
  const sentences = kata.constraints.map(({ sentence }) => renderMarkdown(`- ${sentence}`, screen, { indent: 3 }))
  return [
    ` ${paint.strong(`The first kata: ${kata.title}`)}${paint.quiet(`  ${kata.slug} · ${kata.minutes} min`)}`,
    '',
    situation,
    '',
    `   ${paint.quiet(kata.constraints.length === 1 ? 'The constraint:' : 'The constraints:')}`,
    ...sentences,
    '',
    '',
  ].join('\n')
}
