import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { findTool } from './tools/find-tool.ts'
import { runProgram } from './tools/run-program.ts'

// runner/src -> runner/dist, as JavaScript that Node runs from below node_modules, where it strips no types.
const root = join(import.meta.dirname, '../..')
await rm(join(root, 'runner/dist'), { recursive: true, force: true })
const args = [...findTool('typescript', 'tsc'), '-p', 'runner/tsconfig.build.json']
const { exitCode } = await runProgram(process.execPath, args, {
  cwd: root,
  onOutput: (text) => process.stdout.write(text),
})
process.exitCode = exitCode
