import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { courseRules } from '../course/course-rules.ts'
import { runDemo } from '../lesson/run-demo.ts'
import { type CourseSources, readCourseSources } from '../sources/course-sources.ts'
import { textsOfPage } from '../spelling/spelled-texts.ts'
import { loadSpeller, wordListFile } from '../spelling/speller.ts'
import { updateExcerpts, type WrittenFiles } from '../write/update-excerpts.ts'
import { type ChosenSubject, chooseSubjects, type Shard, takeShard } from './choose-subjects.ts'
import type { GateContext, GateObserver, VariantRunner } from './gate-context.ts'
import { judgeKata } from './judge-kata.ts'
import { judgeLesson } from './judge-lesson.ts'
import { Judgements } from './judgements.ts'
import type { Repeats } from './repeats.ts'
import { type GateReport, type GateVersions, type SubjectReport, stateOf } from './report.ts'
import { judgeTexts } from './text-rules.ts'
import { findByTools } from './tool-findings.ts'

export interface GateRequest {
  /** The folder that holds `lessons/` and `katas/`. */
  readonly courseRoot: string
  readonly packageRoot: string
  /** Slugs of katas and lessons; none means everything. */
  readonly names: readonly string[]
  readonly shard?: Shard | undefined
  /** Absent: only files are judged, and no server is needed. */
  readonly runner?: VariantRunner | undefined
  readonly repeats: Repeats
  readonly seed: number
  readonly isStressed: boolean
  /** Accepts messages, and brings copied code and recorded demo output up to date. */
  readonly isWriting: boolean
  readonly observer: GateObserver
  readonly signal: AbortSignal
}

/** The author's gate: judges katas, lessons and the course by every rule. */
export async function runGate(request: GateRequest): Promise<GateReport> {
  const startedMs = performance.now()
  const startedAt = new Date().toISOString()
  const { courseRoot, names, shard, seed, repeats, isStressed } = request
  const found = await readCourseSources(courseRoot)
  const all = chooseSubjects(found, names)
  const chosen = shard === undefined ? all : takeShard(all, shard)
  const written = request.isWriting ? await updateExcerpts(found, chosen) : []
  const sources = written.length > 0 ? await readCourseSources(courseRoot) : found
  const context = await prepare(request, sources, chosen)
  const subjects: SubjectReport[] = []
  for (const one of chosen) {
    request.signal.throwIfAborted()
    request.observer.onSubject?.(one.subject, one.slug)
    const report = withWritten(await judge(one, context), written)
    subjects.push(report)
    request.observer.onReport?.(report)
  }
  const seconds = (performance.now() - startedMs) / 1000
  const versions = await findVersions(request.packageRoot)
  return { state: stateOf(subjects), seed, repeats, isStressed, seconds, startedAt, versions, subjects }
}

async function findVersions(packageRoot: string): Promise<GateVersions> {
  const { version } = JSON.parse(await readFile(join(packageRoot, 'package.json'), 'utf8'))
  return { loadbearing: version, node: process.version, platform: `${process.platform} ${process.arch}` }
}

async function prepare(
  request: GateRequest,
  sources: CourseSources,
  chosen: readonly ChosenSubject[],
): Promise<GateContext> {
  const { courseRoot, packageRoot, signal, runner, repeats, seed, isWriting, observer } = request
  const katas = chosen.flatMap(({ subject, slug }) => (subject === 'kata' ? (sources.katas.get(slug) ?? []) : []))
  const tools = findByTools({ courseRoot, packageRoot, katas, signal })
  // Whoever awaits it later sees the rejection; until then it is not unhandled.
  tools.catch(() => undefined)
  return {
    sources,
    speller: await loadSpeller(sources.tree.get(wordListFile) ?? ''),
    tools,
    runner,
    runDemo: runner && ((name) => runDemo({ packageRoot, courseRoot, name, signal })),
    repeats,
    isStressed: request.isStressed,
    seed,
    isWriting,
    observer,
    signal,
  }
}

async function judge({ subject, slug }: ChosenSubject, context: GateContext): Promise<SubjectReport> {
  const kata = context.sources.katas.get(slug)
  const lesson = context.sources.lessons.get(slug)
  if (subject === 'kata' && kata) return judgeKata(kata, context)
  if (subject === 'lesson' && lesson) return judgeLesson(lesson, context)
  return judgeCourse(slug, context)
}

/** Judges the curriculum, and the pages that belong to no lesson: openings of chapters, and the glossary. */
function judgeCourse(slug: string, context: GateContext): SubjectReport {
  const { lessons, tree } = context.sources
  const ofLessons = new Set([...lessons.values()].map(({ file }) => file))
  const pages = [...tree.keys()].filter(
    (path) => path.startsWith('lessons/') && path.endsWith('.md') && !ofLessons.has(path),
  )
  const judgements = new Judgements()
  judgements.judge(courseRules, context.sources)
  judgeTexts(
    judgements,
    pages,
    pages.flatMap((page) => textsOfPage(page, tree.get(page) ?? '')),
    context,
  )
  return {
    subject: 'course',
    slug,
    seconds: 0,
    rules: judgements.results('course', ''),
    runs: [],
    undecided: [],
    written: [],
  }
}

function withWritten(report: SubjectReport, written: readonly WrittenFiles[]): SubjectReport {
  const files = written.filter(({ subject, slug }) => subject === report.subject && slug === report.slug)
  return { ...report, written: [...files.flatMap((entry) => entry.files), ...report.written] }
}
