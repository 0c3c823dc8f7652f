import { Chalk } from 'chalk'
import type { Screen } from './screen.ts'

/** Colours by what they mean, so that all screens agree. Without colour each gives its text back. */
export interface Paint {
  readonly heading: (text: string) => string
  readonly strong: (text: string) => string
  readonly quiet: (text: string) => string
  readonly good: (text: string) => string
  readonly bad: (text: string) => string
  readonly attention: (text: string) => string
  /** Something to type. */
  readonly command: (text: string) => string
}

export function paintFor(screen: Screen): Paint {
  // The screen has decided already; chalk's own look at the environment could disagree with it.
  const colour = new Chalk({ level: screen.hasColour ? 1 : 0 })
  return {
    heading: colour.bold.underline,
    strong: colour.bold,
    quiet: colour.dim,
    good: colour.green,
    bad: colour.red,
    attention: colour.yellow,
    command: colour.cyan,
  }
}
