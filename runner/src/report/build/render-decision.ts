import type { Evidence, SheetDecision, SheetEntry } from '../../evidence.ts'
import { type ClaimEvidence, nameClaim, outcomeWords, withoutStop } from '../claim-words.ts'
import { evidenceMarkdown, markdownTable } from './evidence-markdown.ts'

/** What a decision record is made of. */
export interface DecisionView {
  readonly build: string
  /** Sentences about that run and what has changed since. */
  readonly standing: readonly string[]
  readonly fields: readonly SheetEntry[]
  readonly decision: SheetDecision
  readonly claims: readonly ClaimEvidence[]
  readonly measured: readonly { readonly test: string; readonly evidence: readonly Evidence[] }[]
}

/** A decision record as Markdown. What is not there is named as missing, and never filled in. */
export function renderDecision(view: DecisionView): string {
  const { build, standing, decision, measured } = view
  const lines = [
    ...[`# Decision: ${build}`, '', ...standing, ''],
    ...section('Context', decision.context, 'context'),
    ...['## Alternatives', '', ...alternativesOf(decision), ''],
    ...section('Choice', decision.choice, 'choice'),
    ...['## What is claimed, and what came of it', '', ...claimsOf(view), ''],
    ...section('Price accepted', decision.price, 'price'),
    ...costsOf(view),
    ...section('How to remove it', decision.removal, 'removal'),
    ...(measured.length === 0 ? [] : ['## Measured', '']),
    ...measured.flatMap(({ test, evidence }) => [`### ${test}`, '', ...evidenceMarkdown(evidence)]),
  ]
  return `${lines.join('\n').trimEnd()}\n`
}

function section(heading: string, text: string | undefined, part: string): string[] {
  return [`## ${heading}`, '', text ?? missing(part), '']
}

function missing(part: string): string {
  return `_Not written down: \`decision.${part}\` of design-sheet.ts._`
}

function alternativesOf({ alternatives = [] }: SheetDecision): string[] {
  if (alternatives.length === 0) return [missing('alternatives')]
  return alternatives.map(({ what, because }) => `- ${what}. Not taken: ${because}`)
}

/** Tried claims with their evidence, then by name what was claimed and never tried, and what was not claimed. */
function claimsOf({ fields, claims }: DecisionView): string[] {
  const tried = claims.filter(({ claimed }) => claimed !== '')
  const rows = tried.map((claim) => [
    nameClaim(claim),
    claim.claimed,
    outcomeWords[claim.outcome],
    [claim.seen, claim.remark]
      .filter((text) => text !== undefined)
      .map(withoutStop)
      .join('. '),
  ])
  const isTried = (field: string, line: string): boolean =>
    tried.some((claim) => claim.field === field && claim.claimed === line)
  const untried = fields.flatMap(({ field, state, lines }) =>
    state === 'claimed' ? lines.filter((line) => !isTried(field, line)).map((line) => `${field}: ${line}`) : [],
  )
  const among = (state: SheetEntry['state']): string[] =>
    fields.filter((entry) => entry.state === state).map(({ field, lines }) => [field, ...lines].join(': '))
  return [
    ...(rows.length === 0 ? ['No claim was tried.'] : markdownTable(['claim', 'claimed', 'outcome', 'evidence'], rows)),
    ...list('Claimed, and never tried: there is no evidence for these.', untried),
    ...list('Too vague to be tried:', among('vague')),
    ...list('Not claimed:', among('unclaimed')),
    ...list('Said not to apply:', among('does-not-apply')),
  ]
}

function list(heading: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', heading, '', ...lines.map((line) => `- ${line}`)]
}

/** What it costs is a part of the price. */
function costsOf({ fields }: DecisionView): string[] {
  const costs = fields.filter(({ field, state }) => state === 'claimed' && field.startsWith('cost'))
  const lines = costs.flatMap((cost) => cost.lines.map((line) => `- ${cost.field}: ${line}`))
  return lines.length === 0 ? [] : [...lines, '']
}
