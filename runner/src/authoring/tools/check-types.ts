import { writeFile } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { learnerCompilerOptions, sourceConditions } from '../../learner-compiler-options.ts'
import type { Unruled } from '../problem.ts'
import { runTool } from './run-tool.ts'
import { makeStagingFolder } from './staging-folder.ts'

interface TypeCheck {
  readonly courseRoot: string
  readonly packageRoot: string
  /** TypeScript files, relative to the course's root. */
  readonly files: readonly string[]
  /** Folders whose files import each other as if they lay in one; relative to the course's root. */
  readonly joined?: readonly string[]
  readonly signal?: AbortSignal | undefined
}

const compilerOptions = {
  ...learnerCompilerOptions,
  ...sourceConditions,
  noUncheckedIndexedAccess: true,
  exactOptionalPropertyTypes: true,
  noImplicitOverride: true,
  verbatimModuleSyntax: true,
}

/** Checks the types of all files in one go; `undefined` when the compiler is not installed. */
export async function checkTypes({
  courseRoot,
  packageRoot,
  files,
  joined = [],
  signal,
}: TypeCheck): Promise<Unruled[] | undefined> {
  if (files.length === 0) return []
  await using folder = await makeStagingFolder(packageRoot, 'types')
  const project = join(folder.path, 'tsconfig.json')
  const inCourse = (path: string): string => join(courseRoot, path)
  const rootDirs = joined.length === 0 ? {} : { rootDirs: joined.map(inCourse) }
  const options = { ...compilerOptions, ...rootDirs }
  await writeFile(project, JSON.stringify({ compilerOptions: options, files: files.map(inCourse) }))
  const args = ['--project', project, '--pretty', 'false']
  const tool = { packageName: 'typescript', program: 'bin/tsc' }
  const output = await runTool({ ...tool, args, folder: courseRoot, signal })
  return output === undefined ? undefined : readComplaints(output, courseRoot, new Set(files))
}

/** Reads the compiler's complaints about the given files; those about other files belong to somebody else. */
function readComplaints(output: string, courseRoot: string, files: ReadonlySet<string>): Unruled[] {
  return output.split('\n').flatMap((line) => {
    const match = /^(.+?)\((\d+),\d+\): error (TS\d+): (.*)$/.exec(line)
    if (match?.[1] === undefined) return []
    const file = relative(courseRoot, join(courseRoot, match[1])).split(sep).join('/')
    if (!files.has(file)) return []
    const got = `${match[3]}: ${match[4]}`
    return [{ file, line: Number(match[2]), expected: 'no type error', got, fix: 'Correct the types.' }]
  })
}
