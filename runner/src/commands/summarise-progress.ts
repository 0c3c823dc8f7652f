import { katasOfChapter } from '../course/katas-of-chapter.ts'
import type { Outline, OutlineChapter } from '../report/outline.ts'
import type { ChapterSummary, ProgressSummary } from '../report/progress-summary.ts'
import type { Progress } from '../workspace/derive-progress.ts'
import type { LookBack } from '../workspace/look-back.ts'

/** Counts what was done, by chapter. Chapters without katas are left out. `lookBacks` are the answered predictions, the latest first. */
export function summariseProgress(
  { chapters }: Outline,
  progress: Progress,
  lookBacks: readonly LookBack[] = [],
): ProgressSummary {
  const summaries = chapters.map((chapter) => summariseChapter(chapter, progress)).filter(({ total }) => total > 0)
  const sum = (count: (chapter: ChapterSummary) => number): number =>
    summaries.reduce((total, chapter) => total + count(chapter), 0)
  return {
    chapters: summaries,
    passed: sum(({ passed }) => passed),
    total: sum(({ total }) => total),
    testedOut: sum(({ testedOut }) => testedOut),
    constraints: progress.ledger.length,
    predictions: {
      answered: progress.answers.length,
      right: progress.answers.filter(({ isCorrect }) => isCorrect).length,
      missed: lookBacks.filter(({ isRight }) => !isRight).map(({ lesson, said, was }) => ({ lesson, said, was })),
    },
    ...(progress.lastKata === undefined ? {} : { lastKata: progress.lastKata }),
  }
}

function summariseChapter(chapter: OutlineChapter, progress: Progress): ChapterSummary {
  const { slug, title } = chapter
  const katas = katasOfChapter(chapter)
  return {
    slug,
    title,
    passed: katas.filter(({ state }) => state === 'passed').length,
    total: katas.length,
    testedOut: katas.filter(({ state }) => state === 'tested-out').length,
    katas: katas.map((kata) => {
      const done = progress.katas.get(kata.slug)
      return {
        slug: kata.slug,
        state: kata.state,
        attempts: kata.attempts,
        passes: kata.passes,
        ...(kata.state === 'tested-out' ? { testedOutBy: progress.testedOut.get(kata.slug)?.by ?? '' } : {}),
        isStale: kata.isStale === true,
        hintsSeen: done?.hintsSeen.length ?? 0,
        ...(done?.lastRun ? { lastVerdict: done.lastRun.state } : {}),
        ...(done?.firstPassedAt ? { firstPassedAt: done.firstPassedAt } : {}),
      }
    }),
  }
}
