import { spawn } from 'node:child_process'

export interface ProgramResult {
  readonly exitCode: number
  readonly stdout: string
  /** Standard output and standard error, in the order in which they came. */
  readonly output: string
}

interface ProgramOptions {
  readonly cwd: string
  readonly env?: NodeJS.ProcessEnv
  /** Called with each piece of output as it comes. */
  readonly onOutput?: (text: string, stream: 'stdout' | 'stderr') => void
}

/** Runs a program to its end. A program that cannot be started rejects. */
export function runProgram(program: string, args: readonly string[], options: ProgramOptions): Promise<ProgramResult> {
  return new Promise((resolve, reject) => {
    const { cwd, env = process.env, onOutput } = options
    const child = spawn(program, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] })
    let stdout = ''
    let output = ''
    for (const stream of ['stdout', 'stderr'] as const) {
      child[stream].setEncoding('utf8').on('data', (text: string) => {
        output += text
        if (stream === 'stdout') stdout += text
        onOutput?.(text, stream)
      })
    }
    child.on('error', reject)
    child.on('close', (code) => resolve({ exitCode: code ?? 1, stdout, output }))
  })
}
