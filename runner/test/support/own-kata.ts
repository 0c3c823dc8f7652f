import { join } from 'node:path'
import { fixtureCourse, packageRoot } from './fixture-course.ts'
import { runProgram } from './run-program.ts'
import { temporaryFolder } from './temporary-folder.ts'

/** The program as its bin starts it, in a home and a workspace of its own, on the fixture course. */
export interface OwnKata {
  readonly workspace: string
  readonly env: Readonly<Record<string, string>>
  readonly bin: string
  /** Runs one command to its end, without a terminal. */
  readonly run: (...words: string[]) => ReturnType<typeof runProgram>
}

/** `changes` are added to the environment. */
export function ownKata(changes: Readonly<Record<string, string>> = {}): OwnKata {
  const workspace = temporaryFolder()
  const bin = join(packageRoot, 'runner', 'bin', 'kata.cjs')
  const env = {
    KATA_COURSE: fixtureCourse,
    KATA_WORKSPACE: workspace,
    KATA_HOME: temporaryFolder(),
    COLUMNS: '80',
    ...changes,
  }
  return { workspace, env, bin, run: (...words) => runProgram(process.execPath, [bin, ...words], { env }) }
}
