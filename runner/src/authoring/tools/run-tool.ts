import { spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { CourseError } from '../../errors.ts'

interface ToolCall {
  /** The npm package, and the path of its program inside it. */
  readonly packageName: string
  readonly program: string
  readonly args: readonly string[]
  readonly folder: string
  readonly signal?: AbortSignal | undefined
}

/**
 * Runs a program of an installed package and gives what it printed; `undefined` when the package is not installed.
 *
 * @throws CourseError `INTERNAL` when the program was ended by a signal or printed nothing that it should have
 */
export async function runTool(call: ToolCall): Promise<string | undefined> {
  const packageFolder = findPackage(call.packageName)
  if (packageFolder === undefined) return undefined
  const file = join(packageFolder, call.program)
  return await new Promise<string>((resolve, reject) => {
    const child = spawn(process.execPath, [file, ...call.args], {
      cwd: call.folder,
      stdio: ['ignore', 'pipe', 'pipe'],
      ...(call.signal ? { signal: call.signal } : {}),
    })
    const chunks: Buffer[] = []
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk))
    child.stderr.resume()
    child.on('error', reject)
    child.on('close', (exitCode) => {
      const output = Buffer.concat(chunks).toString('utf8')
      const isSilentFailure = exitCode === null || (exitCode !== 0 && output.trim() === '')
      if (isSilentFailure) reject(failed(call, exitCode))
      else resolve(output)
    })
  })
}

function failed({ packageName, args }: ToolCall, exitCode: number | null): CourseError {
  const how = exitCode === null ? 'was ended by a signal' : `ended with ${exitCode} and said nothing`
  return new CourseError('INTERNAL', { message: `${packageName} ${args.join(' ')}: it ${how}.` })
}

function findPackage(name: string): string | undefined {
  try {
    return dirname(createRequire(import.meta.url).resolve(`${name}/package.json`))
  } catch {
    return undefined
  }
}
