import { counted } from '../counted.ts'
import { fitToWidth } from '../terminal/fit-to-width.ts'
import { type Paint, paintFor } from '../terminal/paint.ts'
import type { Screen } from '../terminal/screen.ts'
import type { ChapterSummary, ProgressSummary } from './progress-summary.ts'
import { wrap } from './verdict/wrap.ts'

const barWidth = 10
/** How many predictions that came out otherwise are shown. */
const mostMissed = 4

/** What a learner has done, by chapter. */
export function renderProgress(summary: ProgressSummary, screen: Screen): string {
  const paint = paintFor(screen)
  const { answered, right, missed } = summary.predictions
  const lines = [
    ` ${paint.strong(`${summary.passed} of ${summary.total} katas passed`)}, ${testedOutOf(summary.testedOut)}${counted(summary.constraints, 'constraint')} defended`,
    ...(answered > 0 ? [` ${counted(answered, 'prediction')} made, ${right} as it turned out`] : []),
    ...renderMissed(missed, screen),
    '',
    ...summary.chapters.flatMap((chapter) => renderChapter(chapter, paint, screen)),
  ]
  return `${lines.join('\n')}\n`
}

function renderMissed(missed: ProgressSummary['predictions']['missed'], screen: Screen): string[] {
  const lines = missed.slice(0, mostMissed).flatMap(({ lesson, said, was }) => {
    return wrap(`${lesson}: you said "${said}", it was "${was}".`, screen.columns - 4).map((line) => `   ${line}`)
  })
  const left = missed.length - mostMissed
  return [...lines, ...(left > 0 ? [`   and ${left} earlier`] : [])]
}

function renderChapter(chapter: ChapterSummary, paint: Paint, screen: Screen): string[] {
  const bar = screen.isPlain ? '' : `${renderBar(chapter.passed / chapter.total, paint)}  `
  const touched = chapter.katas.filter(({ state }) => state !== 'new')
  return [
    ` ${paint.strong(fitToWidth(chapter.slug, 16))} ${bar}${chapter.passed} of ${chapter.total}${chapter.testedOut > 0 ? `, ${chapter.testedOut} tested out` : ''}`,
    ...touched.map((kata) => `   ${fitToWidth(kata.slug, 24)} ${describe(kata)}`),
    '',
  ]
}

function renderBar(share: number, paint: Paint): string {
  const full = Math.round(share * barWidth)
  return paint.good('▇'.repeat(full)) + paint.quiet('·'.repeat(barWidth - full))
}

function describe(kata: ChapterSummary['katas'][number]): string {
  const { state, testedOutBy, attempts, hintsSeen, firstPassedAt, lastVerdict, isStale } = kata
  if (testedOutBy !== undefined) return `tested out by ${testedOutBy}`
  const parts = [
    state === 'passed' ? `passed ${firstPassedAt?.slice(0, 10) ?? ''}`.trim() : 'started',
    attempts > 0 ? counted(attempts, 'run') : 'not run yet',
    ...(isStale ? ['its test changed since'] : []),
    ...(hintsSeen > 0 ? [counted(hintsSeen, 'hint')] : []),
    ...(state !== 'passed' && lastVerdict ? [`last: ${lastVerdict.replaceAll('-', ' ')}`] : []),
  ]
  return parts.join(', ')
}

function testedOutOf(count: number): string {
  return count > 0 ? `${count} tested out, ` : ''
}
