import type { Screen } from '../../src/terminal/screen.ts'

/** A screen of 80 columns without colour and without questions, unless told otherwise. */
export function someScreen(details: Partial<Screen> = {}): Screen {
  return { columns: 80, hasColour: false, isInteractive: false, isPlain: false, ...details }
}
