import { copyFile, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findTool } from '../scripts/tools/find-tool.ts'
import { runProgram } from '../scripts/tools/run-program.ts'
import type { Command } from './measure-command.ts'

/** A workspace with one solved kata, and commands as a person gives them there. */
export interface BenchWorkspace {
  /** The learner's file, which is solved. */
  readonly file: string
  kata(...words: readonly string[]): Command
  /** What an editor's plug-in runs: vitest on the same file, without us. */
  bareVitest(how: 'run' | 'watch'): Command
}

export interface BenchFolder extends AsyncDisposable {
  /** Makes a workspace with one kata of the course, which is in the folder `course`. */
  makeWorkspace(slug: string, course?: string): Promise<BenchWorkspace>
}

/** A folder for workspaces, and a data folder of their own, so that a bench never meets a person's servers or progress. */
export async function makeBenchFolder(root: string): Promise<BenchFolder> {
  const folder = await mkdtemp(join(tmpdir(), 'loadbearing-bench-'))
  process.env['KATA_HOME'] = join(folder, 'home')
  let count = 0
  return {
    makeWorkspace: async (slug, course = root) => {
      count += 1
      const workspace = join(folder, `workspace-${count}`)
      await mkdir(workspace)
      return await solveKata({ root, course, slug, workspace })
    },
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  }
}

interface KataPlace {
  readonly root: string
  readonly course: string
  readonly slug: string
  readonly workspace: string
}

async function solveKata({ root, course, slug, workspace }: KataPlace): Promise<BenchWorkspace> {
  const env = { ...process.env, KATA_WORKSPACE: workspace, KATA_COURSE: course }
  const bin = join(root, 'runner/bin/kata.cjs')
  const file = join(workspace, slug, `${slug}.ts`)
  const kata = (...words: readonly string[]) => ({ program: 'node', args: [bin, ...words], cwd: root, env })
  const { program, args } = kata('start', slug)
  await runProgram(program, args, { cwd: root, env })
  await copyFile(join(course, `katas/${slug}/solution/${slug}.ts`), file)
  return {
    file,
    kata,
    bareVitest: (how) => ({
      program: process.execPath,
      args: ['--conditions=source', ...findTool('vitest'), how, `${slug}/`],
      cwd: workspace,
      env,
    }),
  }
}
