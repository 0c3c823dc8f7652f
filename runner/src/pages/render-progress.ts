import { counted } from '../counted.ts'
import { summariseEvidence } from '../report/summarise-evidence.ts'
import { escapeHtml } from './escape-html.ts'
import { renderKataState } from './render-kata-state.ts'
import type { KataView, ProgressView } from './view-progress.ts'

/**
 * Progress as HTML, for the page that `kata site` fills and for the one that reads an exported file. `base` is the
 * address below which the site lies.
 */
export function renderProgress(view: ProgressView, base: string): string {
  return [
    `<p class="lead">${describeTotals(view)}</p>`,
    '<section aria-labelledby="by-chapter"><h2 id="by-chapter">By chapter</h2>',
    ...view.chapters.map((chapter) => renderChapter(chapter, base)),
    '</section>',
    '<section aria-labelledby="ledger"><h2 id="ledger">Ledger</h2>',
    renderLedger(view, base),
    '</section>',
    ...renderStoodFor(view),
  ].join('\n')
}

function describeTotals({ passed, total, testedOut, ledger }: ProgressView): string {
  const constraints = `${ledger.length} ${ledger.length === 1 ? 'constraint' : 'constraints'} defended`
  const besides = testedOut === 0 ? '' : `, ${testedOut} tested out`
  return `${passed} of ${total} katas passed${besides}. ${constraints}.`
}

function renderChapter({ title, passed, katas }: ProgressView['chapters'][number], base: string): string {
  const head = `<h3>${escapeHtml(title)} <small>${passed} of ${katas.length} passed</small></h3>`
  return `${head}\n<ul class="progress">${katas.map((kata) => renderKata(kata, base)).join('')}</ul>`
}

function renderKata(kata: KataView, base: string): string {
  const state = renderKataState(kata) || 'not begun'
  const details = [
    ...(kata.firstPassedAt === undefined ? [] : [`first passed ${dateOf(kata.firstPassedAt)}`]),
    ...(kata.state === 'tested-out' ? [`${kata.testedOutBy ?? ''} stands for it`] : []),
    ...(kata.attempts === 0 ? [] : [counted(kata.attempts, 'attempt')]),
    ...(kata.hintsSeen === 0 ? [] : [counted(kata.hintsSeen, 'hint')]),
  ]
  const link = `<a href="${escapeHtml(`${base}katas/${kata.slug}/`)}">${escapeHtml(kata.title)}</a>`
  const where = details.length === 0 ? '' : `<p class="where">${escapeHtml(details.join(' · '))}</p>`
  return `<li class="${kata.state}">${link} <span class="state">${escapeHtml(state)}</span>${where}${renderLastFailure(kata)}${renderWrong(kata)}</li>`
}

function renderLastFailure({ state, lastRun }: KataView): string {
  if (state !== 'started' || lastRun?.message === undefined) return ''
  return `<details><summary>What the last run said</summary>${renderMessage(lastRun.message, lastRun.failedTest)}</details>`
}

function renderWrong({ wrong }: KataView): string {
  if (wrong.length === 0) return ''
  const items = wrong.map(
    ({ name, fails, message }) =>
      `<div><dt><code>${escapeHtml(name)}</code></dt><dd>${renderMessage(message, fails)}</dd></div>`,
  )
  return `<details><summary>${counted(wrong.length, 'wrong solution')}, and what each is told</summary><dl class="wrong">${items.join('')}</dl></details>`
}

function renderMessage(message: string, test: string | undefined): string {
  const fails = test ? `<p class="when">Fails: ${escapeHtml(test)}</p>` : ''
  return `${fails}<pre tabindex="0">${escapeHtml(message)}</pre>`
}

function renderLedger({ ledger }: ProgressView, base: string): string {
  if (ledger.length === 0)
    return '<p>It is empty. Each kata you pass enters its constraint, with what was measured.</p>'
  const entries = ledger.map(({ constraint, sentence, kata, title, isStale, evidence, ...dates }) => {
    const measured = evidence.map((item) => `<li>${escapeHtml(summariseEvidence(item))}</li>`).join('')
    const stale = isStale ? ' · its test changed since' : ''
    return [
      `<li><a class="id" href="${escapeHtml(`${base}constraints/#${constraint}`)}"><code>${escapeHtml(constraint)}</code></a>`,
      `<p class="sentence">${escapeHtml(sentence)}</p>`,
      `<p class="where"><a href="${escapeHtml(`${base}katas/${kata}/`)}">${escapeHtml(title)}</a> · ${escapeHtml(describeDates(dates))}${stale}</p>`,
      measured === '' ? '' : `<ul class="evidence">${measured}</ul>`,
      '</li>',
    ].join('')
  })
  return `<ol class="ledger">${entries.join('\n')}</ol>`
}

function renderStoodFor({ stoodFor }: ProgressView): string[] {
  const lines = stoodFor.flatMap(({ by, at, constraints }) =>
    constraints.map(
      ({ id, sentence }) =>
        `<li><code>${escapeHtml(id)}</code><p class="sentence">${escapeHtml(sentence)}</p><p class="where">${escapeHtml(by)} stands for it since ${escapeHtml(dateOf(at))}</p></li>`,
    ),
  )
  if (lines.length === 0) return []
  return [
    '<section aria-labelledby="tested-out"><h2 id="tested-out">Tested out, not measured</h2>',
    `<ol class="ledger">${lines.join('\n')}</ol></section>`,
  ]
}

function describeDates({ firstPassedAt, lastConfirmedAt }: { firstPassedAt: string; lastConfirmedAt: string }): string {
  const [first, last] = [dateOf(firstPassedAt), dateOf(lastConfirmedAt)]
  return first === last ? `passed ${first}` : `passed ${first}, last confirmed ${last}`
}

function dateOf(at: string): string {
  return at.slice(0, 10)
}
