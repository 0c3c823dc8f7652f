import { counted } from '../../counted.ts'
import type { Problem } from '../problem.ts'
import { rules } from '../rules.ts'
import type { GateReport, RuleResult, SubjectReport } from './report.ts'

/** How the parts of the text are coloured; without colour each gives its text back. */
export interface GatePaint {
  readonly strong: (text: string) => string
  readonly quiet: (text: string) => string
  readonly good: (text: string) => string
  readonly bad: (text: string) => string
  readonly attention: (text: string) => string
}

/** What the gate says of one subject: every broken rule with its problems, and a line for what holds. */
export function renderSubject(report: SubjectReport, paint: GatePaint): string {
  const failed = report.rules.filter(({ state }) => state === 'failed')
  const lines = [
    `${markOf(report, paint)} ${paint.strong(report.slug)}  ${paint.quiet(describeSubject(report))}`,
    ...failed.flatMap((result) => renderBroken(result, paint)),
    ...report.undecided.map((text) => `  ${paint.attention('?')} not decided by this machine: ${text}`),
    ...renderSkipped(report.rules, paint),
    ...report.written.map((file) => `  ${paint.good('wrote')} ${file}`),
    `  ${paint.quiet(summarise(report))}`,
  ]
  return `${lines.join('\n')}\n\n`
}

function describeSubject({ subject, seconds }: SubjectReport): string {
  return subject === 'course' ? 'curriculum, glossary, openings of chapters' : `${subject} · ${seconds.toFixed(1)} s`
}

function markOf({ rules: results, undecided }: SubjectReport, paint: GatePaint): string {
  if (results.some(({ state }) => state === 'failed')) return paint.bad('✗')
  return undecided.length > 0 ? paint.attention('?') : paint.good('✓')
}

function renderBroken({ rule, problems }: RuleResult, paint: GatePaint): string[] {
  return [
    `  ${paint.bad('✗')} ${paint.strong(rule)}: ${rules[rule].holds}`,
    ...problems.flatMap((one) => renderProblem(one, paint)),
  ]
}

function renderProblem({ file, line, expected, got, fix }: Problem, paint: GatePaint): string[] {
  const place = line === undefined ? file : `${file}:${line}`
  return [
    `      ${place}`,
    ...renderField('expected', expected, paint),
    ...renderField('got', got, paint),
    ...renderField('do', fix, paint),
  ]
}

function renderField(name: string, text: string, paint: GatePaint): string[] {
  const [first = '', ...rest] = text.split('\n')
  return [
    `        ${paint.quiet(name.padEnd(9))} ${first}`,
    ...rest.map((line) => `${' '.repeat(18)} ${line}`.trimEnd()),
  ]
}

function renderSkipped(results: readonly RuleResult[], paint: GatePaint): string[] {
  const byReason = Map.groupBy(
    results.filter(({ state }) => state === 'skipped'),
    ({ reason = '' }) => reason,
  )
  return [...byReason].map(([reason, skipped]) => {
    return `  ${paint.attention('–')} not judged (${reason}): ${skipped.map(({ rule }) => rule).join(', ')}`
  })
}

function summarise({ rules: results, runs }: SubjectReport): string {
  const passed = results.filter(({ state }) => state === 'passed').length
  const counted = `${passed} of ${results.length} rules hold`
  return runs.length === 0 ? counted : `${counted} · ${runs.length} runs`
}

/** The last lines: how it ended, and with which seed it can be repeated. */
export function renderSummary(report: GateReport, paint: GatePaint): string {
  const { subjects, seconds, seed, repeats, isStressed } = report
  const problems = subjects.flatMap(({ rules: results }) => results.flatMap((result) => result.problems))
  const counts = (['kata', 'lesson'] as const)
    .map((kind) => ({ kind, count: subjects.filter(({ subject }) => subject === kind).length }))
    .filter(({ count }) => count > 0)
    .map(({ kind, count }) => counted(count, kind))
  const most = Math.max(repeats.right, repeats.wrong)
  const how = most > 0 ? `, ${counted(most, 'repeat')} with seed ${seed}${isStressed ? ' under load' : ''}` : ''
  const verdict = {
    passed: paint.good('The gate is passed.'),
    failed: paint.bad(`${problems.length} ${problems.length === 1 ? 'problem' : 'problems'}.`),
    undecided: paint.attention('Not decided: this machine was not ready. See `kata doctor`.'),
  }[report.state]
  return `${verdict} ${counts.join(', ') || 'the course'}${how}, ${seconds.toFixed(1)} s\n`
}
