import type { Evidence } from '../evidence.ts'
import { nameClaim, outcomeWords } from './claim-words.ts'

/** One line for one piece of evidence. */
export function summariseEvidence(evidence: Evidence): string {
  switch (evidence.kind) {
    case 'count':
      return `${evidence.label}: ${evidence.value}${evidence.unit ? ` ${evidence.unit}` : ''}`
    case 'table':
      return `${evidence.label}: ${evidence.rows.map((row) => row.join(' ')).join('; ')}`
    case 'histogram':
      return `${evidence.label}: ${describeSpread(evidence)}`
    case 'timeline':
      return `${evidence.label}: ${evidence.steps.length} steps`
    case 'claim':
      return `${nameClaim(evidence)}: ${outcomeWords[evidence.outcome]}. ${evidence.seen}`
    case 'sheet':
      return `design sheet: ${evidence.fields.filter(({ state }) => state === 'claimed').length} fields claimed`
  }
}

function describeSpread({ buckets, unit }: Extract<Evidence, { kind: 'histogram' }>): string {
  const total = buckets.reduce((sum, { count }) => sum + count, 0)
  return `${total} values, half up to ${quantile(buckets, total / 2)} ${unit}, 99% up to ${quantile(buckets, total * 0.99)} ${unit}`
}

function quantile(buckets: readonly { readonly upTo: number; readonly count: number }[], rank: number): number {
  let seen = 0
  const bucket = buckets.find(({ count }) => {
    seen += count
    return seen >= rank
  })
  return bucket?.upTo ?? 0
}
