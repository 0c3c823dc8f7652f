import { join } from 'node:path'
import type { GateReport } from '../../src/authoring/gate/report.ts'
import { packageRoot } from '../support/fixture-course.ts'
import { runProgram } from '../support/run-program.ts'

interface Checked {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
  /** Only when it printed JSON. */
  readonly report: GateReport
}

/** Runs `kata dev check` on a course as an author does. */
export async function checkCourse(
  courseRoot: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Checked> {
  const program = join(packageRoot, 'runner', 'bin', 'kata.cjs')
  const ended = await runProgram(process.execPath, [program, 'dev', 'check', ...args], {
    cwd: packageRoot,
    env: { KATA_COURSE: courseRoot, NO_COLOR: '1', ...env },
  })
  const report = args.includes('--json') && ended.stdout !== '' ? JSON.parse(ended.stdout) : undefined
  return { ...ended, report }
}

/** The ids of the rules that one kata or lesson breaks. */
export function brokenRules({ subjects }: GateReport, slug: string): string[] {
  const rules = subjects.find((subject) => subject.slug === slug)?.rules ?? []
  return rules.filter(({ state }) => state === 'failed').map(({ rule }) => rule)
}
