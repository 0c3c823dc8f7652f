import { CourseError } from '../errors.ts'
import { renderError } from '../report/render-error.ts'
import { renderKeys } from '../report/render-keys.ts'
import { renderVerdict } from '../report/verdict/render-verdict.ts'
import { notesOf } from '../report/verdict/tell-story.ts'
import { checkTypes } from '../runs/check-types.ts'
import { runKata } from '../runs/run-kata.ts'
import type { Verdict } from '../runs/verdict.ts'
import type { VitestHost } from '../runs/vitest-host.ts'
import type { Keys } from '../terminal/keys.ts'
import { redraw } from '../terminal/redraw.ts'
import type { TerminalStream } from '../terminal/waiting-lines.ts'
import type { CommandContext } from './command.ts'
import { type Judgement, judge } from './judge.ts'
import type { KataInWork } from './kata-in-work.ts'
import { Waiting } from './waiting.ts'
import { type WatchKey, watchKeys } from './watch-keys.ts'

interface WatchSessionOptions {
  readonly context: CommandContext
  readonly work: KataInWork
  readonly host: VitestHost
  /** Absent where nobody can press any. */
  readonly keys?: Keys
}

const pollingRemark = 'This file system tells no changes, so the file is looked at twelve times a second.'

/** Where a screen reader reads, a line that changes would be read again and again. */
const withoutDrawing: TerminalStream = { write: (text) => process.stderr.write(text) }

/** Runs one kata again on every save and every `r`, one run at a time, until it is told to end. */
export class WatchSession {
  readonly #context: CommandContext
  readonly #work: KataInWork
  readonly #host: VitestHost
  readonly #keys: Keys | undefined
  readonly #waiting: Waiting
  readonly #over = Promise.withResolvers<string | undefined>()
  #last: Judgement | undefined
  #isRunning = false
  #isRunWanted = false
  #isPolling = false
  /** There while another command has the terminal; resolves when it gives it back. */
  #lent: Promise<void> | undefined
  /** Ends the check of types that goes on after a verdict: what it would say is old when the next run begins. */
  #types = new AbortController()

  constructor({ context, work, host, keys }: WatchSessionOptions) {
    this.#context = context
    this.#work = work
    this.#host = host
    this.#keys = keys
    this.#waiting = new Waiting(context.screen.isPlain ? withoutDrawing : process.stderr)
  }

  /** Resolves when the learner quits, or is interrupted: to the name of the command that is to follow, if any. */
  async run(): Promise<string | undefined> {
    const { signal } = this.#context
    const end = (): void => this.#over.resolve(undefined)
    signal.addEventListener('abort', end, { once: true })
    if (signal.aborted) end()
    this.#keys?.resume((key) => this.#press(key))
    this.requestRun()
    return await this.#over.promise.finally(() => {
      this.#types.abort()
      this.#waiting.clear()
    })
  }

  /** Starts a run, or exactly one more when there is one in work, however often it is called until then. */
  requestRun(): void {
    this.#isRunWanted = true
    if (!this.#isRunning) this.#runWhileWanted().catch((error: unknown) => this.#over.reject(error))
  }

  /** Says so, and goes on saying it where the screen is drawn anew. */
  notePolling(): void {
    this.#isPolling = true
    if (!this.#isRedrawn) this.#context.note(`${pollingRemark}\n`)
  }

  #press(key: string): void {
    const known = this.#offeredKeys().find((offered) => offered.key === key)
    if (known) Promise.resolve(known.act()).catch((error: unknown) => this.#over.reject(error))
  }

  async #runWhileWanted(): Promise<void> {
    this.#isRunning = true
    try {
      while (this.#isRunWanted && !this.#context.signal.aborted) {
        await this.#lent
        this.#isRunWanted = false
        await this.#runOnce()
      }
    } finally {
      this.#isRunning = false
    }
  }

  async #runOnce(): Promise<void> {
    const { signal } = this.#context
    this.#types.abort()
    if (this.#context.screen.isPlain && this.#keys) this.#context.note('Checking.\n')
    this.#sayChecking()
    const verdict = await runKata(this.#work.target, {
      host: this.#host,
      signal,
      // The verdict does not wait for the types: what they say is added to it.
      hasTypeCheck: false,
      onStage: (stage) => {
        if (stage.name === 'tests') this.#sayChecking()
        else if (!this.#lent) this.#waiting.note(stage.progress)
      },
    }).catch((error: unknown) => {
      if (signal.aborted) return undefined
      throw error
    })
    if (verdict === undefined) return
    const judgement = await judge(this.#context, this.#work, verdict, true)
    await this.#lent
    this.#last = judgement
    this.#show(judgement)
    void this.#addTypes(judgement)
  }

  async #addTypes(judgement: Judgement): Promise<void> {
    const { verdict } = judgement
    if (verdict.state === 'did-not-compile') return
    this.#types = new AbortController()
    const { signal } = this.#types
    const notes = await checkTypes(this.#work.place.starterFile, signal)
    await this.#lent
    if (notes.length === 0 || signal.aborted) return
    const added: Verdict = { ...verdict, notes }
    if (this.#isRedrawn) this.#show({ ...judgement, verdict: { ...verdict, notes: [...verdict.notes, ...notes] } })
    else this.#context.write(`${notesOf(added).join('\n')}\n`)
  }

  /** A screen that one looks at shows the last verdict alone; a file or a screen reader gets one after the other. */
  get #isRedrawn(): boolean {
    return this.#context.screen.isInteractive
  }

  #show({ verdict, view }: Judgement): void {
    this.#waiting.clear()
    const text = `\n${renderVerdict(verdict, view)}\n${this.#footer()}`
    this.#context.write(this.#isRedrawn ? redraw(text) : text)
  }

  #footer(): string {
    if (!this.#keys) return ''
    const keys = renderKeys(this.#offeredKeys(), this.#context.screen)
    return this.#isPolling && this.#isRedrawn ? `   ${pollingRemark}\n\n${keys}` : keys
  }

  #offeredKeys(): WatchKey[] {
    const situation = { context: this.#context, kata: this.#work.kata.slug, last: this.#last }
    return watchKeys(situation, {
      run: () => this.requestRun(),
      leave: (follower) => this.#over.resolve(follower),
      runOther: (name, words) => this.#runOther(name, words),
      write: (text) => this.#write(text),
    })
  }

  /** Below what is there; what is said of a run that goes on is said below that. */
  #write(text: string): void {
    this.#waiting.clear()
    this.#context.write(text)
    if (this.#isRunning) this.#sayChecking()
  }

  #sayChecking(): void {
    if (!this.#lent) this.#waiting.show('checking…')
  }

  /** It may ask questions, so nothing else is written meanwhile, and runs wait. */
  async #runOther(name: string, words: readonly string[]): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#lent = promise
    this.#keys?.suspend()
    try {
      this.#waiting.clear()
      this.#context.write('\n')
      await this.#context.runCommand(name, { arguments: words, options: {} })
    } catch (error) {
      // What another command can't do ends that command, and not the watch.
      if (!(error instanceof CourseError)) throw error
      this.#context.write(`\n${renderError(error, this.#context.screen)}`)
    } finally {
      this.#keys?.resume((key) => this.#press(key))
      this.#lent = undefined
      resolve()
    }
    this.#write(this.#footer())
  }
}
