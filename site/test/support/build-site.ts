import { join } from 'node:path'
import { type ProgramResult, runProgram } from '../../../runner/scripts/tools/run-program.ts'

const root = join(import.meta.dirname, '../../..')

/** `npm run site:build` for a course, into its own folder `dist`. */
export function buildSite(course: string, args: readonly string[] = []): Promise<ProgramResult> {
  const program = [join(root, 'runner/bin/pinned-node.cjs'), join(root, 'site/scripts/build.ts')]
  return runProgram(process.execPath, [...program, '--out', join(course, 'dist'), ...args], {
    cwd: root,
    env: { ...process.env, KATA_COURSE: course, NO_COLOR: '1' },
  })
}
