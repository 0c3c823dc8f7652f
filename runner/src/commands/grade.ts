import { resolve } from 'node:path'
import type { Course } from '../course/course.ts'
import { findBuild, findKata } from '../course/find-by-name.ts'
import type { Kata } from '../course/kata.ts'
import { katasOfChapter } from '../course/katas-of-chapter.ts'
import { type ExitCode, exitCodes } from '../errors.ts'
import { type Grade, summariseGrades } from '../report/grades/grade.ts'
import { renderGrades, renderStanding } from '../report/grades/render-grades.ts'
import { gradeWork } from '../runs/grade-work.ts'
import { type LearnerWork, loadClass } from '../workspace/load-class.ts'
import type { CommandContext, CommandInput } from './command.ts'
import { openCourse } from './open-course.ts'
import { Waiting } from './waiting.ts'

/** Grades a folder: every learner's work on every kata in it, one after the other. Nothing is written there. */
export async function grade(context: CommandContext, { arguments: [name], options }: CommandInput): Promise<ExitCode> {
  const { screen, write, signal, currentFolder } = context
  const { course } = await openCourse(context)
  const folder = resolve(currentFolder, name ?? '.')
  const wanted = readWanted(course, options['kata'])
  const works = loadClass(folder, inOrder(course), wanted)
  const grades: Grade[] = []
  try {
    await gradeAll(context, works, grades)
  } catch (error) {
    if (!signal.aborted) throw error
  }
  const isComplete = grades.length === works.length
  const summary = summariseGrades(grades)
  const json = { folder, isComplete, summary, results: grades }
  write(options['json'] ? `${JSON.stringify(json, null, 2)}\n` : renderGrades(grades, screen, isComplete))
  if (summary.undecided > 0) return exitCodes.machineNotReady
  return summary.passed === grades.length && isComplete ? exitCodes.passed : exitCodes.notPassed
}

async function gradeAll(context: CommandContext, works: readonly LearnerWork[], grades: Grade[]): Promise<void> {
  using waiting = new Waiting()
  for (const [index, work] of works.entries()) {
    context.signal.throwIfAborted()
    waiting.show(`${index + 1} of ${works.length} · ${work.learner} · ${'kata' in work ? work.kata.slug : ''}`)
    const grade = await gradeOne(work, context.signal)
    grades.push(grade)
    // A terminal shows where it stands; a log shows what was done.
    if (process.stderr.isTTY !== true) context.note(`${renderStanding(grade, grades.length, works.length)}\n`)
  }
}

async function gradeOne(work: LearnerWork, signal: AbortSignal): Promise<Grade> {
  const { learner, state } = work
  const about = { learner, ...('kata' in work ? { kata: work.kata.slug } : {}) }
  if (state === 'missing') return { ...about, state }
  if (state === 'unreadable') return { ...about, state, message: work.reason }
  const { verdict, tries, left } = await gradeWork(work.kata, work.files, { signal })
  return {
    ...about,
    state: verdict.state,
    ...('failedTest' in verdict ? { failedTest: verdict.failedTest } : {}),
    ...('message' in verdict ? { message: verdict.message } : {}),
    durationMs: verdict.durationMs,
    ...(tries > 1 ? { tries } : {}),
    ...(left.length > 0 ? { left } : {}),
  }
}

function readWanted(course: Course, names: unknown): Kata[] {
  if (typeof names !== 'string') return []
  const wanted = names
    .split(',')
    .filter(Boolean)
    .flatMap((name) => findBuild(course, name.trim())?.stages ?? [findKata(course, name.trim())])
  return inOrder(course).filter((kata) => wanted.includes(kata))
}

/** As the chapters have them; what no chapter names comes last. */
function inOrder(course: Course): Kata[] {
  const slugs = course.chapters.flatMap(katasOfChapter)
  const named = slugs.flatMap((slug) => course.katas.get(slug) ?? [])
  // What a drill leaves is the state of a system, and no file of the learner's.
  return [...new Set([...named, ...course.katas.values()])].filter(({ kind }) => kind !== 'drill')
}
