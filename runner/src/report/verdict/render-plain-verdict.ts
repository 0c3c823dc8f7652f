import type { Evidence } from '../../evidence.ts'
import type { TestOutcome, Verdict, VerdictState } from '../../runs/verdict.ts'
import { nameClaim, outcomeWords } from '../claim-words.ts'
import { outputLines } from './render-output.ts'
import { evidenceOf, notesOf, tellStory } from './tell-story.ts'
import type { VerdictView } from './verdict-view.ts'

const stateWords: Readonly<Record<VerdictState, string>> = {
  passed: 'Passed',
  failed: 'Failed',
  'did-not-compile': 'Does not compile',
  'timed-out': 'Out of time',
  crashed: 'Crashed',
  undecided: 'Not decided, does not count',
}

/** A verdict in whole sentences, one a line, for a screen reader: nothing is said by drawing, colour or place. */
export function renderPlainVerdict(
  verdict: Verdict,
  { runNumber, next, entered = [], remarks = [] }: VerdictView,
): string {
  const { stage, test, message, place, diff } = tellStory(verdict)
  const run = runNumber === undefined ? '' : `, run ${runNumber}`
  const lines = [
    `${stateWords[verdict.state]}: ${verdict.kata}${run}, ${(verdict.durationMs / 1000).toFixed(1)} seconds.`,
    ...(verdict.state === 'passed' ? verdict.tests.flatMap(tellPassedTest) : []),
    ...entered.map((sentence) => `Entered in your ledger: ${sentence}`),
    ...remarks,
    ...(stage === undefined ? [] : [`Stage: ${stage}, an earlier one, whose promise broke.`]),
    ...(test === undefined ? [] : [`Test: ${test}`]),
    ...(message === undefined ? [] : [`What happened: ${message}`]),
    ...(place === undefined
      ? []
      : [`Where: ${place.file}, line ${place.line}, column ${place.column}: ${place.code?.trim() ?? ''}`]),
    ...(diff === undefined ? [] : ['Expected (minus) against received (plus):', ...diff.split('\n')]),
    ...(verdict.state === 'passed' ? [] : evidenceOf(verdict).flatMap(tellEvidence)),
    ...notesOf(verdict).map((note) => `Note: ${note}`),
    ...tellOutput(verdict.output),
    ...next.map(({ type, does }) => `Next: ${type}: ${does}`),
  ]
  return `${lines.join('\n')}\n`
}

function tellPassedTest({ name, evidence }: TestOutcome): string[] {
  return [`Passed test: ${name}`, ...evidence.flatMap(tellEvidence)]
}

function tellEvidence(item: Evidence): string[] {
  switch (item.kind) {
    case 'count': {
      const unit = item.unit === undefined ? '' : ` ${item.unit}`
      const solution = item.expected === undefined ? '' : `; the solution reaches ${item.expected}${unit}`
      return [`Evidence: ${item.label}: ${item.value}${unit}${solution}.`]
    }
    case 'table':
      return [
        `Evidence: ${item.label}.`,
        ...item.rows.map((row) => item.columns.map((name, at) => `${name}: ${row[at] ?? ''}`).join(', ')),
      ]
    case 'histogram':
      return [
        `Evidence: ${item.label}.`,
        ...item.buckets.map(({ upTo, count }) => `Up to ${Number(upTo.toPrecision(3))} ${item.unit}: ${count}`),
      ]
    case 'timeline':
      return [
        `Evidence: ${item.label}.`,
        ...item.steps.map(
          ({ actor, text, result }, at) =>
            `Step ${at + 1}: ${actor} ${text}${result === undefined ? '' : `, result: ${result}`}`,
        ),
      ]
    case 'claim':
      return [
        `Evidence: claim ${nameClaim(item)}: ${outcomeWords[item.outcome]}. ${item.claimed}. ${item.seen}.`,
        ...(item.remark === undefined ? [] : [`Remark: ${item.remark}`]),
      ]
    case 'sheet':
      return []
  }
}

function tellOutput(output: string): string[] {
  const lines = outputLines(output)
  return lines.length === 0 ? [] : ['Your code printed:', ...lines]
}
