import type { Evidence } from '../evidence.ts'
import { paintFor } from '../terminal/paint.ts'
import type { Screen } from '../terminal/screen.ts'
import { summariseEvidence } from './summarise-evidence.ts'

interface LedgerLine {
  readonly constraint: string
  readonly sentence: string
  readonly kata: string
  readonly evidence: readonly Evidence[]
  /** ISO 8601. */
  readonly firstPassedAt: string
  readonly lastConfirmedAt: string
  /** The test that judged the last pass is not the one of the course now. */
  readonly isStale?: boolean
}

/** The constraints that a learner has defended, each with what was measured on this machine. */
export function renderLedger(ledger: readonly LedgerLine[], screen: Screen): string {
  const paint = paintFor(screen)
  if (ledger.length === 0) {
    return ` The ledger is empty. Each kata you pass enters its constraint here, with what was measured.\n\n   ${paint.command('kata list')}  to choose one\n`
  }
  const entries = ledger.map((entry) =>
    [
      ` ${screen.isPlain ? '' : `${paint.good('✓')} `}${paint.strong(entry.sentence)}`,
      `   ${paint.quiet(`${entry.constraint} · ${entry.kata} · ${renderDates(entry)}`)}`,
      ...(entry.isStale
        ? [`   ${paint.attention('its test changed since:')} ${paint.command(`kata test ${entry.kata}`)}`]
        : []),
      ...entry.evidence.map((item) => `   ${summariseEvidence(item)}`),
      '',
    ].join('\n'),
  )
  return `${entries.join('\n')}\n`
}

function renderDates({ firstPassedAt, lastConfirmedAt }: LedgerLine): string {
  const [first, last] = [firstPassedAt.slice(0, 10), lastConfirmedAt.slice(0, 10)]
  return first === last ? `passed ${first}` : `passed ${first}, confirmed ${last}`
}
