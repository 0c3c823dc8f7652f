import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { stripVTControlCharacters } from 'node:util'
import type { Command } from './measure-command.ts'

/** A program that runs the tests again whenever a file is saved. */
export interface Watcher {
  readonly command: Command
  readonly file: string
  /** Text of the file; each save adds a comment to it, so that no cache can help. */
  readonly text: string
  /** Found once in what is shown of each verdict. */
  readonly verdict: RegExp
}

export interface Save {
  /** From the save to the first thing on the screen. */
  readonly firstMs: number
  readonly verdictMs: number
}

/** Long enough for what is done after a verdict: the check of types, the next worker. */
const idleMs = 1_500
const limitMs = 60_000

/** Saves in turns, so that whatever else the machine does meets all watchers alike. The first save is not counted. */
export async function measureSaves(watchers: readonly Watcher[], rounds: number): Promise<Save[][]> {
  const running = watchers.map((watcher) => new RunningWatcher(watcher))
  try {
    for (const watcher of running) await watcher.verdict()
    const saves = running.map((): Save[] => [])
    for (let round = 0; round <= rounds; round++) {
      for (const [index, watcher] of running.entries()) {
        await sleep(idleMs)
        const save = await watcher.save(round)
        if (round > 0) saves[index]?.push(save)
      }
    }
    return saves
  } finally {
    for (const watcher of running) watcher.end()
  }
}

class RunningWatcher {
  readonly #watcher: Watcher
  readonly #child: ChildProcessWithoutNullStreams
  #shown = ''
  #firstAt: number | undefined
  #onShown: () => void = () => undefined

  constructor(watcher: Watcher) {
    this.#watcher = watcher
    const { program, args, cwd, env } = onTerminal(watcher.command)
    this.#child = spawn(program, args, { cwd, env: { ...process.env, ...env, TERM: 'xterm', CI: '' }, stdio: 'pipe' })
    this.#child.stdout.setEncoding('utf8').on('data', (text: string) => {
      this.#firstAt ??= performance.now()
      this.#shown += text
      this.#onShown()
    })
  }

  /** The moment at which the next verdict is on the screen. */
  async verdict(): Promise<number> {
    const { promise, resolve, reject } = Promise.withResolvers<number>()
    const timer = setTimeout(() => reject(new TypeError(`No verdict came: ${this.#shown}`)), limitMs)
    this.#onShown = () => {
      if (this.#watcher.verdict.test(stripVTControlCharacters(this.#shown))) resolve(performance.now())
    }
    this.#onShown()
    return await promise.finally(() => clearTimeout(timer))
  }

  async save(round: number): Promise<Save> {
    const { file, text } = this.#watcher
    this.#shown = ''
    this.#firstAt = undefined
    const savedAt = performance.now()
    writeFileSync(file, `${text}// save ${round}\n`)
    const verdictAt = await this.verdict()
    return { firstMs: (this.#firstAt ?? verdictAt) - savedAt, verdictMs: verdictAt - savedAt }
  }

  end(): void {
    this.#child.stdin.write('q')
    this.#child.kill('SIGTERM')
  }
}

/** As a person has it: on a terminal. */
function onTerminal(command: Command): Command {
  const line = [command.program, ...command.args].map((word) => `'${word}'`).join(' ')
  return { ...command, program: 'script', args: ['-qefc', `stty cols 80 rows 40; exec ${line}`, '/dev/null'] }
}
