import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { learnerCompilerOptions, sourceConditions } from '../learner-compiler-options.ts'
import type { Note } from './verdict.ts'

const mostNotes = 3
const packageRoot = fileURLToPath(new URL('../../..', import.meta.url))

/**
 * Type errors in one file of the learner's, by the tsconfig.json beside it or one folder up, else by ours.
 * A machine on which the compiler does not start yields none: types are a help, never a verdict.
 */
export async function checkTypes(file: string, signal?: AbortSignal): Promise<Note[]> {
  const compiler = findCompiler()
  if (!file.endsWith('.ts') || compiler === undefined) return []
  const folder = mkdtempSync(join(tmpdir(), 'loadbearing-types-'))
  try {
    const project = join(folder, 'tsconfig.json')
    writeFileSync(project, JSON.stringify(projectFor(file)))
    return renderNotes(await run(compiler, ['--project', project, '--pretty', 'false'], signal), file)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function projectFor(file: string): object {
  const own = [dirname(file), dirname(dirname(file))]
    .map((folder) => join(folder, 'tsconfig.json'))
    .find((path) => existsSync(path))
  // The project lies in a temporary folder, from which no package is found by itself.
  const typeRoots = [dirname(dirname(file)), packageRoot].map((folder) => join(folder, 'node_modules', '@types'))
  const always = { noEmit: true, incremental: false, composite: false, typeRoots }
  return own === undefined
    ? { compilerOptions: { ...learnerCompilerOptions, ...sourceConditions, ...always }, files: [file] }
    : { extends: own, compilerOptions: always, files: [file], include: [] }
}

/** The native program itself: its JavaScript wrapper takes longer to start than a small check. */
function findCompiler(): string | undefined {
  try {
    const typescript = createRequire(import.meta.url).resolve('typescript/package.json')
    const native = createRequire(typescript).resolve(
      `@typescript/typescript-${process.platform}-${process.arch}/package.json`,
    )
    return join(dirname(native), 'lib', process.platform === 'win32' ? 'tsc.exe' : 'tsc')
  } catch {
    return undefined
  }
}

function run(program: string, args: readonly string[], signal: AbortSignal | undefined): Promise<string> {
  return new Promise((done) => {
    const child = spawn(program, args, {
      cwd: packageRoot,
      stdio: ['ignore', 'pipe', 'ignore'],
      windowsHide: true,
      ...(signal ? { signal } : {}),
    })
    const chunks: Buffer[] = []
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk))
    child.on('error', () => done(''))
    child.on('close', () => done(Buffer.concat(chunks).toString()))
  })
}

/** Reads `quick.ts(2,125): error TS2322: …`; errors in other files are none of the learner's business. */
function renderNotes(output: string, file: string): Note[] {
  const own = output.split('\n').flatMap((line) => {
    const [, named = '', row, column, code, message] = /^(.+?)\((\d+),(\d+)\): error (TS\d+): (.*)$/.exec(line) ?? []
    // Missing type declarations of a package are not a mistake in this file.
    return resolve(packageRoot, named) === file && code !== 'TS7016' ? [`${row}:${column}  ${message}`] : []
  })
  const shown = own.slice(0, mostNotes).map((text): Note => ({ kind: 'type-error', text }))
  const left = own.length - shown.length
  return left > 0 ? [...shown, { kind: 'type-error', text: `and ${left} more` }] : shown
}
