import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Kata } from './kata.ts'
import { loadText } from './load-text.ts'

/** How the course solves a kata. */
export interface Solution {
  /** The learner's file as the course writes it, with LF line ends. */
  readonly code: string
  /** Why it works and what it costs, in Markdown; empty when nothing is said. */
  readonly readme: string
  /** File names of other right designs, in `solution/alternatives/`. */
  readonly alternatives: readonly string[]
}

/** Reads the reference solution of a kata. */
export function loadSolution(kata: Kata): Solution {
  const folder = join(kata.folder, 'solution')
  const others = join(folder, 'alternatives')
  return {
    code: loadText(folder, kata.variantName),
    readme: existsSync(join(folder, 'README.md')) ? loadText(folder, 'README.md') : '',
    alternatives: existsSync(others) ? readdirSync(others).sort() : [],
  }
}
