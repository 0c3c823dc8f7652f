import { renderAllEvidence } from '../report/verdict/render-all-evidence.ts'
import { renderVerdict } from '../report/verdict/render-verdict.ts'
import { checkTypes } from '../runs/check-types.ts'
import { runKata } from '../runs/run-kata.ts'
import type { VitestHost } from '../runs/vitest-host.ts'
import type { Keys } from '../terminal/keys.ts'
import { paintFor } from '../terminal/paint.ts'
import type { CommandContext } from './command.ts'
import { type Judgement, judge } from './judge.ts'
import type { KataInWork } from './kata-in-work.ts'
import { Waiting } from './waiting.ts'

/** Something that a key does, while it can be done. */
interface KeyAction {
  readonly key: string
  readonly does: string
  readonly act: () => Promise<void> | void
}

/** Runs one kata again on every save and every `r`, one run at a time, until it is told to end. */
export class WatchSession {
  readonly #context: CommandContext
  readonly #work: KataInWork
  readonly #host: VitestHost
  readonly #waiting = new Waiting()
  readonly #over = Promise.withResolvers<void>()
  #keys: Keys | undefined
  #last: Judgement | undefined
  #isRunning = false
  #isRunWanted = false

  constructor(context: CommandContext, work: KataInWork, host: VitestHost) {
    this.#context = context
    this.#work = work
    this.#host = host
  }

  /** Resolves when the learner quits, or is interrupted. */
  async run(keys: Keys): Promise<void> {
    const { signal, screen } = this.#context
    const end = (): void => this.#over.resolve()
    signal.addEventListener('abort', end, { once: true })
    if (signal.aborted) end()
    if (screen.isInteractive) {
      this.#keys = keys
      keys.resume()
    }
    this.requestRun()
    await this.#over.promise.finally(() => this.#waiting.clear())
  }

  /** Starts a run, or exactly one more when there is one in work, however often it is called until then. */
  requestRun(): void {
    this.#isRunWanted = true
    if (!this.#isRunning) this.#runWhileWanted().catch((error: unknown) => this.#over.reject(error))
  }

  press(key: string): void {
    const action = this.#actions().find((known) => known.key === key)
    if (action) Promise.resolve(action.act()).catch((error: unknown) => this.#over.reject(error))
  }

  async #runWhileWanted(): Promise<void> {
    this.#isRunning = true
    try {
      while (this.#isRunWanted && !this.#context.signal.aborted) {
        this.#isRunWanted = false
        await this.#runOnce()
      }
    } finally {
      this.#isRunning = false
    }
  }

  async #runOnce(): Promise<void> {
    const { signal, screen } = this.#context
    this.#waiting.show('checking…')
    const verdict = await runKata(this.#work.target, {
      host: this.#host,
      signal,
      // On a terminal the verdict does not wait for the types: what they say is added to it.
      hasTypeCheck: !screen.isInteractive,
      onStage: (stage) =>
        stage.name === 'services' ? this.#waiting.note(stage.progress) : this.#waiting.show('checking…'),
    }).catch((error: unknown) => {
      if (signal.aborted) return undefined
      throw error
    })
    if (verdict === undefined) return
    const judgement = await judge(this.#context, this.#work, verdict, true)
    this.#last = judgement
    this.#show(judgement)
    if (screen.isInteractive) void this.#addTypes(judgement)
  }

  async #addTypes(judgement: Judgement): Promise<void> {
    const { verdict } = judgement
    if (verdict.state === 'did-not-compile') return
    const notes = await checkTypes(this.#work.place.starterFile, this.#context.signal)
    if (notes.length === 0 || this.#last !== judgement || this.#isRunning) return
    this.#show({ ...judgement, verdict: { ...verdict, notes: [...verdict.notes, ...notes] } })
  }

  #show({ verdict, view }: Judgement): void {
    const { screen, write } = this.#context
    this.#waiting.clear()
    const start = screen.isInteractive && !screen.isPlain ? '\x1b[2J\x1b[H' : ''
    write(`${start}\n${renderVerdict(verdict, view)}\n${this.#footer()}`)
  }

  #footer(): string {
    const { screen } = this.#context
    if (!screen.isInteractive) return ''
    const paint = paintFor(screen)
    return `   ${this.#actions()
      .map(({ key, does }) => `${paint.command(key)} ${does}`)
      .join('   ')}\n`
  }

  /** Only what can be done now. */
  #actions(): KeyAction[] {
    const { slug } = this.#work.kata
    const last = this.#last
    const exists = (name: string): boolean => this.#context.commands.some((entry) => entry.name === name)
    const other = (key: string, name: string, words: readonly string[] = [slug]): KeyAction[] =>
      exists(name) ? [{ key, does: name, act: () => this.#runOther(name, words) }] : []
    return [
      { key: 'r', does: 'run', act: () => this.requestRun() },
      ...other('h', 'hint'),
      ...(last?.verdict.tests.some(({ evidence }) => evidence.length > 0)
        ? [
            {
              key: 'e',
              does: 'evidence',
              act: () => this.#context.write(renderAllEvidence(last.verdict, this.#context.screen)),
            },
          ]
        : []),
      ...other('x', 'reset'),
      ...other('l', 'list', []),
      ...(last?.solutionFolder === undefined ? [] : [this.#solutionAction(last.solutionFolder)]),
      { key: 'q', does: 'quit', act: () => this.#over.resolve() },
    ]
  }

  #solutionAction(folder: string): KeyAction {
    return { key: 's', does: 'solution', act: () => this.#context.write(`\n   The solution is in ${folder}\n\n`) }
  }

  /** Another command may ask questions, so it has the terminal for itself meanwhile. */
  async #runOther(name: string, words: readonly string[]): Promise<void> {
    this.#keys?.suspend()
    try {
      this.#context.write('\n')
      await this.#context.runCommand(name, { arguments: words, options: {} })
      this.#context.write(this.#footer())
    } finally {
      this.#keys?.resume()
    }
  }
}
