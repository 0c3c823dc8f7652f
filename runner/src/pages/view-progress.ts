import type { KataProgress, LedgerEntry, Progress } from '../workspace/derive-progress.ts'
import type { TestOut } from '../workspace/derive-test-outs.ts'
import type { PageCourse, PageKata, WrongSolution } from './page-course.ts'

/** What a learner has done, as a page shows it. */
export interface ProgressView {
  /** Chapters that have katas. */
  readonly chapters: readonly ChapterView[]
  readonly passed: number
  readonly total: number
  readonly testedOut: number
  readonly ledger: readonly LedgerView[]
  /** Constraints that were not defended themselves, because a chapter's hardest kata stands for them. */
  readonly stoodFor: readonly TestOut[]
}

interface ChapterView {
  readonly slug: string
  readonly title: string
  readonly passed: number
  readonly katas: readonly KataView[]
}

export interface KataView {
  readonly slug: string
  readonly title: string
  readonly state: 'new' | 'started' | 'passed' | 'tested-out'
  /** The kata that stands for it. */
  readonly testedOutBy?: string
  /** The course's test is another one than that of the last pass. */
  readonly isStale: boolean
  readonly attempts: number
  readonly hintsSeen: number
  /** ISO 8601. */
  readonly firstPassedAt?: string
  readonly lastRun?: KataProgress['lastRun']
  /** Only after the pass: before it they would give the answer away. */
  readonly wrong: readonly WrongSolution[]
}

interface LedgerView extends LedgerEntry {
  readonly title: string
  readonly isStale: boolean
}

/** Joins the course with what follows from a log. */
export function viewProgress(course: PageCourse, progress: Progress): ProgressView {
  const katas = new Map(course.chapters.flatMap((chapter) => chapter.katas).map((kata) => [kata.slug, kata]))
  const chapters = course.chapters
    .filter((chapter) => chapter.katas.length > 0)
    .map(({ slug, title, katas: own }) => {
      const views = own.map((kata) => viewKata(kata, progress))
      return { slug, title, katas: views, passed: count(views, 'passed') }
    })
  const all = chapters.flatMap((chapter) => chapter.katas)
  return {
    chapters,
    passed: count(all, 'passed'),
    total: all.length,
    testedOut: count(all, 'tested-out'),
    ledger: progress.ledger.map((entry) => ({
      ...entry,
      title: katas.get(entry.kata)?.title ?? entry.kata,
      isStale: isStale(katas.get(entry.kata), progress.katas.get(entry.kata)),
    })),
    stoodFor: [...progress.testedOut.values()],
  }
}

function viewKata(kata: PageKata, { katas, testedOut }: Progress): KataView {
  const done = katas.get(kata.slug)
  const by = testedOut.get(kata.slug)?.by
  const state = done?.state === 'passed' ? 'passed' : by === undefined ? (done?.state ?? 'new') : 'tested-out'
  return {
    slug: kata.slug,
    title: kata.title,
    state,
    ...(by === undefined ? {} : { testedOutBy: by }),
    isStale: isStale(kata, done),
    attempts: done?.attempts ?? 0,
    hintsSeen: done?.hintsSeen.length ?? 0,
    ...(done?.firstPassedAt === undefined ? {} : { firstPassedAt: done.firstPassedAt }),
    ...(done?.lastRun === undefined ? {} : { lastRun: done.lastRun }),
    wrong: state === 'passed' ? kata.wrong : [],
  }
}

// A kata that the course no longer has stays as it was passed.
function isStale(kata: PageKata | undefined, done: KataProgress | undefined): boolean {
  return kata !== undefined && done?.passedTestHash !== undefined && done.passedTestHash !== kata.testHash
}

function count(katas: readonly KataView[], state: KataView['state']): number {
  return katas.filter((kata) => kata.state === state).length
}
