import type { Stage } from './stage.ts'

/** The stages whose names contain one of the words, in any case; all of them when no word is given. */
export function selectStages(stages: readonly Stage[], words: readonly string[]): Stage[] {
  if (words.length === 0) return [...stages]
  return stages.filter(({ name }) => words.some((word) => name.toLowerCase().includes(word.toLowerCase())))
}
