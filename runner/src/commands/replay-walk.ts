import type { ReplayedStep, ReplayStop } from '../replay.ts'
import { renderKeys } from '../report/replay/render-replay.ts'
import { renderOutcome, renderStep } from '../report/replay/render-step.ts'
import type { GoOn } from '../runs/follow-run.ts'
import type { Screen } from '../terminal/screen.ts'

interface WalkOptions {
  readonly screen: Screen
  readonly write: (text: string) => void
  /** Whether somebody presses keys. */
  readonly isStepwise: boolean
  /** Called when that somebody wants no more. */
  readonly quit: () => void
}

/** Shows a replay step by step, and lets it go on as it is told. */
export class ReplayWalk {
  readonly #options: WalkOptions
  #steps: readonly ReplayedStep[] = []
  readonly #shown = new Set<number>()
  #announced: ReplayStop['next']
  #mayTake = 0
  #goOn: GoOn | undefined
  #hasStood = false
  #diverged: string | undefined

  constructor(options: WalkOptions) {
    this.#options = options
  }

  /** Everything that has happened so far. */
  get steps(): readonly ReplayedStep[] {
    return this.#steps
  }

  get hasStood(): boolean {
    return this.#hasStood
  }

  /** Why what was recorded could not be followed. */
  get diverged(): string | undefined {
    return this.#diverged
  }

  stand(stop: ReplayStop, goOn: GoOn): void {
    this.#steps = stop.steps
    this.#diverged ??= stop.diverged
    this.#showTaken()
    if (!stop.next) return
    const { isStepwise, write, screen } = this.#options
    if (isStepwise && !this.#hasStood) write(`${renderKeys(stop.shells, screen)}\n`)
    this.#announce(stop.next)
    this.#hasStood = true
    if (!isStepwise) return
    this.#goOn = goOn
    if (this.#mayTake > 0) this.#take()
  }

  press(key: string): void {
    if (key === 'q') this.#options.quit()
    if (!this.#goOn) return
    if (key === 'c') this.#mayTake = Number.POSITIVE_INFINITY
    else if (/^[1-9]$/.test(key)) this.#mayTake = Number(key)
    else if (['\r', '\n', ' '].includes(key)) this.#mayTake = 1
    else return
    this.#take()
  }

  #take(): void {
    const goOn = this.#goOn
    this.#goOn = undefined
    this.#mayTake -= 1
    goOn?.(this.#mayTake !== Number.POSITIVE_INFINITY)
  }

  #announce(next: NonNullable<ReplayStop['next']>): void {
    const { screen, write } = this.#options
    this.#announced = next
    write(renderStep({ number: this.#shown.size + 1, ...next }, screen))
  }

  /** What has come since. The first of it is what became of the step that was announced. */
  #showTaken(): void {
    const { screen, write } = this.#options
    for (const step of this.#steps) {
      if (this.#shown.has(step.id)) continue
      this.#shown.add(step.id)
      const announced = this.#announced
      this.#announced = undefined
      if (!announced) write(renderStep({ number: this.#shown.size, ...step }, screen))
      write(renderOutcome(announced ? becameOf(announced, step) : step, screen))
    }
  }
}

/** A step can come to other words than those that announced it: its process has died, or the answer tells more. */
function becameOf(announced: { readonly text: string }, step: ReplayedStep): Pick<ReplayedStep, 'actor' | 'result'> {
  if (step.text === announced.text) return step
  return { actor: step.actor, result: [step.text, ...(step.result === undefined ? [] : [step.result])].join(' → ') }
}
