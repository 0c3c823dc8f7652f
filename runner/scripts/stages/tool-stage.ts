import { findTool } from '../tools/find-tool.ts'
import { runProgram } from '../tools/run-program.ts'
import { oneCheck, type Stage } from './stage.ts'

interface Tool {
  readonly packageName: string
  /** The program's name, where it is not the package's. */
  readonly program?: string
  readonly args: readonly string[]
}

/** A stage that is one run of a tool: it passes when the tool ends with 0. */
export function toolStage(name: string, { packageName, program, args }: Tool): Stage {
  return {
    name,
    async run({ root, write }) {
      const all = [...findTool(packageName, program), ...args]
      const { exitCode } = await runProgram(process.execPath, all, { cwd: root, onOutput: write })
      return oneCheck(exitCode === 0)
    },
  }
}
