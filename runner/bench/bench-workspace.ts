import { copyFile, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findTool } from '../scripts/tools/find-tool.ts'
import { runProgram } from '../scripts/tools/run-program.ts'
import type { Command } from './measure-command.ts'

/** A workspace with one solved kata, and commands as a person gives them there. */
export interface BenchWorkspace extends AsyncDisposable {
  kata(...words: readonly string[]): Command
  /** What an editor's plug-in runs: vitest on the same file, without us. */
  bareVitest(): Command
}

/** Makes a workspace and a data folder of their own, so that a bench never meets a person's servers or progress. */
export async function makeBenchWorkspace(root: string, slug: string): Promise<BenchWorkspace> {
  const folder = await mkdtemp(join(tmpdir(), 'loadbearing-bench-'))
  const workspace = join(folder, 'workspace')
  process.env['KATA_HOME'] = join(folder, 'home')
  const env = { ...process.env, KATA_WORKSPACE: workspace }
  const bin = join(root, 'runner/bin/kata.cjs')
  const kata = (...words: readonly string[]) => ({ program: 'node', args: [bin, ...words], cwd: root, env })
  const { program, args } = kata('start', slug)
  await runProgram(program, args, { cwd: root, env })
  await copyFile(join(root, `katas/${slug}/solution/${slug}.ts`), join(workspace, slug, `${slug}.ts`))
  return {
    kata,
    bareVitest: () => ({
      program: process.execPath,
      args: ['--conditions=source', ...findTool('vitest'), 'run', `${slug}/`],
      cwd: workspace,
      env,
    }),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  }
}
