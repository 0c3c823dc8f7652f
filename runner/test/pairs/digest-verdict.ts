import type { Evidence } from '../../src/evidence.ts'
import type { Verdict } from '../../src/runs/verdict.ts'

/** Of a run all that must be the same whatever runs beside it, as lines that a person can compare. */
export function digestVerdict(verdict: Verdict): readonly string[] {
  const said = 'message' in verdict ? [verdict.message] : []
  const tests = verdict.tests.flatMap(({ name, state, evidence }) => [`${state}: ${name}`, ...digestEvidence(evidence)])
  return [verdict.state, ...said, ...tests]
}

function digestEvidence(evidence: readonly Evidence[]): string[] {
  const counts = evidence.filter((item) => item.kind === 'count')
  // An exploration that its time ended tries more orders on an idle machine; how many failed depends on that too.
  const partial = counts.filter(({ label }) => /^orders tried \((?!all there are)/.test(label))
  const ofPartial = partial.map(({ value }) => `of ${value}`)
  const fixed = counts.filter((item) => !partial.includes(item) && !ofPartial.includes(item.unit ?? ''))
  return fixed.filter(({ unit }) => !isTime(unit)).map(({ label, value, unit }) => `  ${label}: ${value} ${unit ?? ''}`)
}

/** How long something took is nobody's promise. */
function isTime(unit = ''): boolean {
  return /^(µs|ms|s|seconds?|milliseconds?)$|\/s$/.test(unit)
}
