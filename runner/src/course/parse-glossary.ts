import { CourseError } from '../errors.ts'

/** A word of the field, and what this course means by it. */
export interface GlossaryTerm {
  readonly term: string
  /** Markdown. */
  readonly text: string
  /** Counted from 1. */
  readonly line: number
}

export interface Glossary {
  /** Markdown that stands between the title and the first term. */
  readonly opening: string
  readonly terms: readonly GlossaryTerm[]
}

/**
 * Reads `glossary.md`: a title, an opening, then one term after the other, each beginning with its name in bold:
 * `**Quorum.** How many …`
 *
 * @param file how an error names the text
 * @throws CourseError `COURSE_FILE_INVALID` for a term without text, or one that stands there twice
 */
export function parseGlossary(markdown: string, file = 'glossary.md'): Glossary {
  const opening: string[] = []
  const terms: { term: string; lines: string[]; line: number }[] = []
  for (const [index, text] of markdown.replace(/^# .*/, '').split('\n').entries()) {
    const start = /^\*\*(.+?)\.?\*\*\s*(.*)$/.exec(text)
    if (start?.[1] !== undefined) terms.push({ term: start[1], lines: [start[2] ?? ''], line: index + 1 })
    else (terms.at(-1)?.lines ?? opening).push(text)
  }
  const read = terms.map(({ term, lines, line }) => ({ term, text: lines.join('\n').trim(), line }))
  checkTerms(read, file)
  return { opening: opening.join('\n').trim(), terms: read }
}

function checkTerms(terms: readonly GlossaryTerm[], file: string): void {
  const seen = new Set<string>()
  for (const { term, text, line } of terms) {
    if (text === '') throw invalid(`${file}:${line}: expected text after **${term}.**, got nothing`)
    if (seen.has(term)) throw invalid(`${file}:${line}: expected every term once, got "${term}" again`)
    seen.add(term)
  }
}

function invalid(message: string): CourseError {
  return new CourseError('COURSE_FILE_INVALID', { message })
}
