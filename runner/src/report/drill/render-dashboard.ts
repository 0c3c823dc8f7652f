import type { DrillEvent, DrillStatus, Gauge } from '../../drills/drill-status.ts'
import { fitToWidth } from '../../terminal/fit-to-width.ts'
import { paintFor } from '../../terminal/paint.ts'
import type { Screen } from '../../terminal/screen.ts'

const barWidth = 12
const valueWidth = 22
const shownEvents = 6

/** What the person looks at while the drill runs: how long, the gauges, and what happened last. */
export function renderDashboard(status: DrillStatus, screen: Screen, nowMs: number): string {
  const paint = paintFor(screen)
  const head = fitToWidth(` ${status.drill}   ${describePhase(status.phase)}`, screen.columns - 8)
  const lines = [paint.strong(head) + paint.quiet(showTime(nowMs - status.startedAt)), '']
  const labelWidth = Math.max(8, ...status.gauges.map(({ label }) => label.length))
  for (const gauge of status.gauges) lines.push(renderGauge(gauge, labelWidth, screen))
  lines.push('')
  for (const event of status.events.slice(-shownEvents)) {
    lines.push(` ${paint.quiet(fitToWidth(describeEvent(event, status.startedAt), screen.columns - 2).trimEnd())}`)
  }
  return `${lines.join('\n')}\n`
}

function renderGauge(gauge: Gauge, labelWidth: number, screen: Screen): string {
  const paint = paintFor(screen)
  const mark = { good: paint.good('✓'), bad: paint.bad('✗'), unknown: paint.quiet('·') }[gauge.state]
  const tint = gauge.state === 'bad' ? paint.bad : (text: string) => text
  const room = screen.columns - labelWidth - 6
  const bar = room >= valueWidth + barWidth + 2 ? renderBar(gauge) : ''
  const value = bar === '' ? fitToWidth(gauge.value, room).trimEnd() : `${fitToWidth(gauge.value, valueWidth)}  ${bar}`
  return ` ${mark} ${gauge.label.padEnd(labelWidth)}  ${tint(value)}`
}

function renderBar({ amount, of }: Gauge): string {
  if (amount === undefined || of === undefined || of <= 0) return ''
  const full = Math.round(Math.min(1, amount / of) * barWidth)
  return '▇'.repeat(full) + '·'.repeat(barWidth - full)
}

/** The same in sentences, for screen readers and files. */
export function renderPlainStatus({ phase, gauges }: DrillStatus): string {
  const bad = gauges.filter(({ state }) => state === 'bad')
  const good = gauges.filter(({ state }) => state !== 'bad')
  const list = (some: readonly Gauge[]) => some.map(({ label, value }) => `${label} ${value}`).join(', ')
  const parts = [bad.length > 0 ? `Trouble: ${list(bad)}.` : 'All well.', good.length > 0 ? `Well: ${list(good)}.` : '']
  return `${describePhase(phase)}. ${parts.filter(Boolean).join(' ')}\n`
}

/** One line, with the time since the start. */
export function describeEvent({ at, by, text, kind }: DrillEvent, startedAt: number): string {
  const who = by === 'you' ? 'you   ' : 'system'
  return `${showTime(at - startedAt)}  ${who}  ${kind === 'note' ? `“${text}”` : text}`
}

/** `3:07`. */
export function showTime(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000))
  return `${String(Math.floor(seconds / 60)).padStart(2)}:${String(seconds % 60).padStart(2, '0')}`
}

function describePhase(phase: DrillStatus['phase']): string {
  const phases = {
    starting: 'The system is starting',
    sound: 'The system is up',
    struck: 'Something has happened',
    checked: 'The state is being checked',
    ending: 'The system is ending',
  }
  return phases[phase]
}
