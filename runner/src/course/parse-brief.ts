import { parseSections, type Section } from './parse-sections.ts'

/** The headings of a kata's README, in order. */
export const briefHeadings = ['Situation', 'Your task', 'How it is judged', 'Not needed', 'Further reading'] as const

/** A kata's README. */
export interface Brief {
  /** The whole Markdown text. */
  readonly text: string
  readonly sections: readonly Section[]
  /** Those of `briefHeadings` that are not there or have nothing below them. */
  readonly missing: readonly string[]
}

/** Reads a kata's README. What is missing is told, not thrown: the learner can read the rest. */
export function parseBrief(text: string): Brief {
  const sections = parseSections(text)
  const present = new Set(sections.filter((section) => section.body !== '').map((section) => section.heading))
  return { text, sections, missing: briefHeadings.filter((heading) => !present.has(heading)) }
}
