import { basename, dirname } from 'node:path'
import type { Kata } from './kata.ts'
import { loadText } from './load-text.ts'
import { type Brief, parseBrief } from './parse-brief.ts'
import { type Hint, parseHints } from './parse-hints.ts'

/** What a learner may read of a kata, with LF line ends. */
export interface KataTexts {
  readonly brief: Brief
  readonly hints: readonly Hint[]
  readonly starter: string
  readonly test: string
}

/** Reads the brief, the hints, the starter and the pristine test of a kata. */
export async function loadKataTexts(kata: Kata): Promise<KataTexts> {
  const load = (name: string): string => loadText(kata.folder, name)
  return {
    brief: parseBrief(load('README.md')),
    hints: parseHints(load('hints.md'), `katas/${kata.slug}/hints.md`),
    starter: loadText(dirname(kata.starterFile), basename(kata.starterFile)),
    test: load(kata.testName),
  }
}
