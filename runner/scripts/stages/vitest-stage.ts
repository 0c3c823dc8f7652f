import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findTool } from '../tools/find-tool.ts'
import { runProgram } from '../tools/run-program.ts'
import type { Counts, Stage } from './stage.ts'

interface JsonReport {
  readonly numPassedTests: number
  readonly numFailedTests: number
  readonly numPendingTests: number
  readonly numTodoTests: number
}

/** Counts from vitest's JSON report. A run that failed without a failed test, such as a broken file, counts as one. */
export function countTests(report: JsonReport, exitCode: number): Counts {
  const failed = report.numFailedTests > 0 ? report.numFailedTests : exitCode === 0 ? 0 : 1
  return { passed: report.numPassedTests, failed, skipped: report.numPendingTests + report.numTodoTests }
}

interface VitestStageOptions {
  readonly args: readonly string[]
  readonly env?: Readonly<Record<string, string>>
}

/** A stage that is one run of vitest; every test counts. */
export function vitestStage(name: string, { args, env = {} }: VitestStageOptions): Stage {
  return {
    name,
    async run({ root, write }) {
      const folder = await mkdtemp(join(tmpdir(), 'loadbearing-test-'))
      const report = join(folder, 'report.json')
      const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
      const colour = process.stdout.isTTY ? '--color' : '--no-color'
      const all = ['--conditions=source', ...findTool('vitest'), 'run', colour, ...args, ...reporters]
      try {
        const options = { cwd: root, env: { ...process.env, ...env }, onOutput: write }
        const { exitCode } = await runProgram(process.execPath, all, options)
        return countTests(JSON.parse(await readFile(report, 'utf8')) as JsonReport, exitCode)
      } finally {
        await rm(folder, { recursive: true, force: true })
      }
    },
  }
}
