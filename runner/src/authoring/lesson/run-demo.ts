import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { z } from 'zod'

const cellSchema = z.union([z.string(), z.number()])

const outputSchema = z.object({
  columns: z.array(z.string()),
  rows: z.array(z.array(cellSchema)),
  claims: z.array(z.object({ sentence: z.string(), holds: z.boolean() })),
  /** What the command prints of the table when its output is not a terminal. */
  table: z.string(),
})

/** What one run of a demo showed. */
export type DemoResult =
  | ({ readonly state: 'ran' } & z.output<typeof outputSchema>)
  | { readonly state: 'failed'; readonly message: string }
  /** The machine could not run it. */
  | { readonly state: 'undecided'; readonly message: string }

interface DemoCall {
  readonly packageRoot: string
  readonly courseRoot: string
  readonly name: string
  readonly signal: AbortSignal
}

const limitMs = 120_000
const machineNotReady = 3
/** Errors with that exit code which are the author's all the same. */
const authorsErrors = /\b(?:INTERNAL|COURSE_FILE_INVALID|FIXTURE_NOT_REQUESTED)\b/

/** Runs `kata demo <name>` as a learner does, in a process of its own, so that a demo that hangs can be ended. */
export async function runDemo({ packageRoot, courseRoot, name, signal }: DemoCall): Promise<DemoResult> {
  const ended = await spawnDemo([join(packageRoot, 'runner/bin/kata.cjs'), 'demo', name, '--json'], courseRoot, signal)
  if (ended.exitCode === machineNotReady && !authorsErrors.test(ended.stderr))
    return { state: 'undecided', message: ended.stderr.trim() }
  const output = parseOutput(ended.stdout)
  if (output !== undefined) return { state: 'ran', ...output }
  const reason = ended.exitCode === null ? `it did not end within ${limitMs / 1000} s` : ended.stderr.trim()
  return { state: 'failed', message: reason || `exit code ${ended.exitCode} without a result` }
}

interface Ended {
  readonly exitCode: number | null
  readonly stdout: string
  readonly stderr: string
}

function spawnDemo(args: readonly string[], courseRoot: string, signal: AbortSignal): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, {
      env: { ...process.env, KATA_COURSE: courseRoot, NO_COLOR: '1' },
      stdio: ['ignore', 'pipe', 'pipe'],
      signal,
      timeout: limitMs,
      killSignal: 'SIGTERM',
    })
    const texts = { stdout: '', stderr: '' }
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      texts.stdout += text
    })
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      texts.stderr += text
    })
    child.on('error', reject)
    child.on('close', (exitCode) => resolve({ exitCode, ...texts }))
  })
}

function parseOutput(text: string): z.output<typeof outputSchema> | undefined {
  try {
    return outputSchema.parse(JSON.parse(text))
  } catch {
    return undefined
  }
}
