import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { onTestFinished, vi } from 'vitest'
import { packageRoot } from './fixture-course.ts'
import { temporaryFolder } from './temporary-folder.ts'

interface Finished {
  readonly exitCode: number | null
  readonly stdout: string
  readonly stderr: string
}

/** The program as a learner has it: spawned, with a workspace and a data folder of its own, on one of the fixture courses. */
export class SpawnedProgram {
  readonly workspace = temporaryFolder()
  readonly #env: NodeJS.ProcessEnv

  /** `changes` are added to the environment. */
  constructor(course: string, changes: Readonly<Record<string, string>> = {}) {
    this.#env = {
      ...process.env,
      KATA_COURSE: join(packageRoot, 'runner', 'test', 'fixtures', course),
      KATA_WORKSPACE: this.workspace,
      KATA_HOME: temporaryFolder(),
      COLUMNS: '80',
      NO_COLOR: '1',
      ...changes,
    }
  }

  async run(...words: readonly string[]): Promise<Finished> {
    return (await this.start(...words)).finished
  }

  /** Starts a command; it is ended with the test when it runs still. */
  async start(...words: readonly string[]): Promise<RunningProgram> {
    const bin = join(packageRoot, 'runner', 'bin', 'kata.cjs')
    const child = spawn(process.execPath, [bin, ...words], { env: this.#env, cwd: this.workspace })
    onTestFinished(() => void child.kill('SIGKILL'))
    return new RunningProgram(child)
  }

  get environment(): NodeJS.ProcessEnv {
    return this.#env
  }
}

export class RunningProgram {
  readonly child: ChildProcessWithoutNullStreams
  readonly finished: Promise<Finished>
  #stdout = ''
  #stderr = ''

  constructor(child: ChildProcessWithoutNullStreams) {
    this.child = child
    child.stdout.on('data', (chunk) => {
      this.#stdout += chunk
    })
    child.stderr.on('data', (chunk) => {
      this.#stderr += chunk
    })
    this.finished = new Promise((done) =>
      child.on('close', (exitCode) => done({ exitCode, stdout: this.#stdout, stderr: this.#stderr })),
    )
  }

  /** What it wrote to standard output, control characters and all. */
  get shown(): string {
    return this.#stdout
  }

  get stdout(): string {
    return stripVTControlCharacters(this.#stdout)
  }

  get stderr(): string {
    return this.#stderr
  }

  /** How often `text` was printed so far. */
  count(text: string): number {
    return this.stdout.split(text).length - 1
  }

  /** Waits until `text` was printed so many times. */
  async waitFor(text: string, times = 1): Promise<void> {
    await vi.waitFor(
      () => {
        if (this.count(text) < times)
          throw new TypeError(`"${text}" was not printed ${times} times:\n${this.#stdout}${this.#stderr}`)
      },
      { timeout: 30_000, interval: 10 },
    )
  }
}

/** Processes, by their number, that `pid` has started, and those that they have started; Linux only. */
export function descendantsOf(pid: number): number[] {
  const children = readChildren(pid)
  return children.flatMap((child) => [child, ...descendantsOf(child)])
}

function readChildren(pid: number): number[] {
  try {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number)
  } catch {
    return []
  }
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    // One that has ended and was not waited for yet still has a number.
    return !readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ')
  } catch {
    return false
  }
}
