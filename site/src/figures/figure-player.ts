import type { Model } from '../../../runner/src/figures/model.ts'
import { playModel } from '../../../runner/src/figures/play-model.ts'
import type { FigureName } from '../../../runner/src/figures/registry.ts'
import { type Drawings, drawPictures } from './draw-pictures.ts'
import { drawTable } from './draw-table.ts'

/** A whole run takes about this long, however many steps it has. */
const runMs = 12_000
const longestStepMs = 800

/**
 * A figure in a page. All of it is there without this element: the build has drawn the last moment, the table and the
 * sentence. It turns the model: sliders, play, step, seed. It never plays by itself. What is set and which moment is
 * shown stand in the address, so that a link leads to the very moment.
 */
class FigurePlayer extends HTMLElement {
  readonly #model: Model
  readonly #drawings: Drawings
  #states: readonly unknown[] = []
  #timer: ReturnType<typeof setInterval> | undefined

  constructor(model: Model, drawings: Drawings) {
    super()
    this.#model = model
    this.#drawings = drawings
  }

  connectedCallback(): void {
    const form = this.#form
    form.addEventListener('input', ({ target }) => this.#turn(target as HTMLInputElement))
    form.addEventListener('click', ({ target }) => this.#press((target as HTMLButtonElement).value))
    form.addEventListener('focusout', () => this.#copyNumbers())
    form.addEventListener('submit', (event) => event.preventDefault())
    addEventListener('hashchange', this.#readAddress)
    this.#replay()
    this.#readAddress()
    form.hidden = false
  }

  disconnectedCallback(): void {
    clearInterval(this.#timer)
    removeEventListener('hashchange', this.#readAddress)
  }

  get #form(): HTMLFormElement {
    return this.#part('form') as HTMLFormElement
  }

  #part(name: string): HTMLElement {
    return this.querySelector(`[data-part=${name}]`) as HTMLElement
  }

  #field(name: string): HTMLInputElement {
    return this.#form.elements.namedItem(name) as HTMLInputElement
  }

  /** The sliders, whose names are those of the model's params. */
  get #sliders(): HTMLInputElement[] {
    return [...this.querySelectorAll<HTMLInputElement>('[data-slider]')]
  }

  get #at(): number {
    return Number(this.#field('at').value)
  }

  readonly #readAddress = (): void => {
    const asked = new URLSearchParams(location.hash.slice(1))
    if (!asked.has(this.id)) return
    for (const field of [...this.#sliders, this.#field('seed')])
      field.value = asked.get(field.name) ?? field.defaultValue
    this.#replay(Number(asked.get('at') ?? Number.POSITIVE_INFINITY))
    this.scrollIntoView()
  }

  /** Something was set: a slider, the number beside it, a preset, the seed, or the moment. */
  #turn({ name, value, dataset }: HTMLInputElement): void {
    if (name === 'speed') return
    if (name === 'at') this.#pause()
    else {
      if (name === 'preset') this.#preset(JSON.parse(value))
      // A slider takes what is nearest to a number that it can not have.
      if (dataset['number']) this.#field(dataset['number']).value = value
      this.#replay()
    }
    this.#remember()
  }

  #preset(params: Readonly<Record<string, number>>): void {
    for (const slider of this.#sliders) slider.value = String(params[slider.name] ?? slider.defaultValue)
  }

  #press(button: string): void {
    if (button === 'play') this.#timer === undefined ? this.#play() : this.#pause()
    else if (button === 'step') this.#pause(this.#at + 1)
    else if (button === 'back') this.#pause(this.#at - 1)
    else if (button === 'reset') {
      this.#form.reset()
      this.#replay()
    } else return
    this.#remember()
  }

  #play(): void {
    const last = this.#states.length - 1
    if (this.#at === last) this.#show(0)
    const stepMs = Math.min(longestStepMs, runMs / last) / Number(this.#field('speed').value)
    this.#timer = setInterval(() => {
      this.#show(this.#at + 1)
      if (this.#at < last) return
      this.#pause()
      this.#remember()
    }, stepMs)
    this.#part('play').textContent = 'Pause'
  }

  /** Writes the sliders' values beside them, but not into a number that is being typed. */
  #copyNumbers(): void {
    for (const { name, value } of this.#sliders) {
      const number = this.querySelector<HTMLInputElement>(`[data-number=${name}]`)
      if (number && number !== document.activeElement) number.value = value
    }
  }

  /** Runs the model anew with what is set, and shows the end, or another moment. */
  #replay(at = Number.POSITIVE_INFINITY): void {
    const params = Object.fromEntries(this.#sliders.map(({ name, value }) => [name, Number(value)]))
    this.#copyNumbers()
    this.#states = playModel(this.#model, params, Number(this.#field('seed').value))
    this.#field('at').max = String(this.#states.length - 1)
    this.#pause(Math.min(at, this.#states.length - 1))
  }

  /** Writes into the address what is set and which moment is shown. */
  #remember(): void {
    const fields = [...this.#sliders, this.#field('seed'), this.#field('at')]
    const asked = fields.map(({ name, value }) => `&${name}=${value}`).join('')
    history.replaceState(null, '', `#${this.id}${asked}`)
  }

  /** Stops at a moment, and says it. */
  #pause(at = this.#at): void {
    clearInterval(this.#timer)
    this.#timer = undefined
    this.#part('play').textContent = 'Play'
    this.#show(at)
  }

  #show(at: number): void {
    const field = this.#field('at')
    field.value = String(at)
    const view = this.#model.view(this.#states[this.#at])
    this.#part('pictures').innerHTML = drawPictures(view.pictures, this.#drawings)
    this.#part('table').innerHTML = drawTable(view.table)
    this.#part('log').innerHTML = drawTable(view.log)
    this.#part('moment').textContent = `${field.value} of ${field.max}`
    // While it plays there is too much to say.
    if (this.#timer !== undefined) return
    this.#part('sentence').textContent = view.sentence
  }
}

/** Makes the element of one figure. A page carries only the drawings that its model's views are made of. */
export function startPlayer<Name extends string, State>(
  name: FigureName,
  model: Model<Name, State>,
  drawings: Drawings,
): void {
  const Player = class extends FigurePlayer {
    constructor() {
      super(model, drawings)
    }
  }
  customElements.define(`figure-${name}`, Player)
}
