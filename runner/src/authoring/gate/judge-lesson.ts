import { checkDemoClaims, checkDemoRecorded, type RanDemo } from '../lesson/demo-rules.ts'
import { lessonFileRules } from '../lesson/file-rules.ts'
import { demoFile } from '../lesson/lesson-blocks.ts'
import type { LessonSources } from '../sources/lesson-sources.ts'
import { textsOfLesson } from '../spelling/spelled-texts.ts'
import { recordDemos } from '../write/record-demos.ts'
import type { GateContext } from './gate-context.ts'
import { Judgements } from './judgements.ts'
import type { SubjectReport } from './report.ts'
import { judgeTexts } from './text-rules.ts'

/** Judges one lesson: first its files, then, unless only files are to be judged, its demos. */
export async function judgeLesson(lesson: LessonSources, context: GateContext): Promise<SubjectReport> {
  const startedMs = performance.now()
  const judgements = new Judgements()
  judgements.judge(lessonFileRules, lesson, context.sources)
  judgeTexts(judgements, [lesson.file], textsOfLesson(lesson), context)
  const ran = await runDemos(lesson, context)
  const written = context.isWriting ? await recordDemos(lesson, ran ?? [], context.sources) : []
  if (ran) {
    judgements.set('demo-claims', checkDemoClaims(lesson, ran))
    judgements.set('demo-recorded', written.length > 0 ? [] : checkDemoRecorded(lesson, ran))
  }
  return {
    subject: 'lesson',
    slug: lesson.slug,
    seconds: (performance.now() - startedMs) / 1000,
    rules: judgements.results('lesson', context.runDemo ? 'there is no demo to run' : '--static'),
    runs: [],
    undecided: (ran ?? []).flatMap(({ name, result }) =>
      result.state === 'undecided' ? [`demo ${name}: ${result.message}`] : [],
    ),
    written,
  }
}

async function runDemos(
  lesson: LessonSources,
  { runDemo, sources, signal }: GateContext,
): Promise<RanDemo[] | undefined> {
  const blocks = (lesson.lesson?.blocks ?? []).filter((block) => block.kind === 'demo')
  const demos = blocks.filter(({ name }) => sources.tree.has(demoFile(lesson, name)))
  if (runDemo === undefined || demos.length === 0) return undefined
  const ran: RanDemo[] = []
  for (const { name, line, output } of demos) {
    signal.throwIfAborted()
    ran.push({ name, line, recorded: output, result: await runDemo(name) })
  }
  return ran
}
