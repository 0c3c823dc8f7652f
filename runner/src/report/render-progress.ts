import { fitToWidth } from '../terminal/fit-to-width.ts'
import { type Paint, paintFor } from '../terminal/paint.ts'
import type { Screen } from '../terminal/screen.ts'
import type { ChapterSummary, ProgressSummary } from './progress-summary.ts'

const barWidth = 10

/** What a learner has done, by chapter. */
export function renderProgress(summary: ProgressSummary, screen: Screen): string {
  const paint = paintFor(screen)
  const { answered, right } = summary.predictions
  const lines = [
    ` ${paint.strong(`${summary.passed} of ${summary.total} katas passed`)}, ${counted(summary.constraints, 'constraint')} defended`,
    ...(answered > 0 ? [` ${counted(answered, 'prediction')} made, ${right} as it turned out`] : []),
    '',
    ...summary.chapters.flatMap((chapter) => renderChapter(chapter, paint, screen)),
  ]
  return `${lines.join('\n')}\n`
}

function renderChapter(chapter: ChapterSummary, paint: Paint, screen: Screen): string[] {
  const bar = screen.isPlain ? '' : `${renderBar(chapter.passed / chapter.total, paint)}  `
  const touched = chapter.katas.filter(({ state }) => state !== 'new')
  return [
    ` ${paint.strong(fitToWidth(chapter.slug, 16))} ${bar}${chapter.passed} of ${chapter.total}`,
    ...touched.map((kata) => `   ${fitToWidth(kata.slug, 24)} ${describe(kata)}`),
    '',
  ]
}

function renderBar(share: number, paint: Paint): string {
  const full = Math.round(share * barWidth)
  return paint.good('▇'.repeat(full)) + paint.quiet('·'.repeat(barWidth - full))
}

function describe(kata: ChapterSummary['katas'][number]): string {
  const { state, attempts, hintsSeen, firstPassedAt, lastVerdict, isStale } = kata
  const parts = [
    state === 'passed' ? `passed ${firstPassedAt?.slice(0, 10) ?? ''}`.trim() : 'started',
    attempts > 0 ? counted(attempts, 'run') : 'not run yet',
    ...(isStale ? ['its test changed since'] : []),
    ...(hintsSeen > 0 ? [counted(hintsSeen, 'hint')] : []),
    ...(state !== 'passed' && lastVerdict ? [`last: ${lastVerdict.replaceAll('-', ' ')}`] : []),
  ]
  return parts.join(', ')
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`
}
