import { spawn, spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { packageRoot } from './fixture-course.ts'
import { RunningProgram, type SpawnedProgram } from './spawned-program.ts'

/** Whether this machine can give a program a terminal of its own. */
export const hasTerminals = process.platform === 'linux' && spawnSync('script', ['--version']).status === 0

interface TerminalOptions {
  readonly words?: readonly string[]
  readonly columns?: number
  readonly env?: Readonly<Record<string, string>>
}

/** `kata watch sum` on a terminal. After its end the exit code is shown, and what it left of the terminal. */
export function watchOnTerminal(program: SpawnedProgram, options: TerminalOptions = {}): RunningProgram {
  const { words = [], columns = 80, env = {} } = options
  const bin = join(packageRoot, 'runner/bin/kata.cjs')
  const command = [process.execPath, bin, 'watch', 'sum', ...words].map((word) => `'${word}'`).join(' ')
  const { CI: _, ...inherited } = program.environment
  // Ctrl-C reaches the shell as well, which has to go on.
  const line = `trap : INT; stty cols ${columns}; echo begins; ${command}; echo "exit $?"; stty -a`
  const child = spawn('script', ['-qec', line, '/dev/null'], {
    env: { ...inherited, TERM: 'xterm', ...env },
    cwd: program.workspace,
    stdio: 'pipe',
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  return new RunningProgram(child)
}

/** `stty -a` after a program that gave the terminal back as it was: lines are edited, and what is typed is shown. */
export const aUsableTerminal = /(?<!-)icanon[\s\S]*(?<!-)\becho\b/
