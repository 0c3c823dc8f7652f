import type { Unruled } from '../problem.ts'
import { findWords } from './find-words.ts'
import { type Speller, wordListFile } from './speller.ts'

/** Some text that a learner reads, and where it stands. */
export interface SpelledText {
  readonly file: string
  readonly line?: number
  readonly text: string
}

/** Every word is in the dictionary or in the course's word list. A word is reported once for each file. */
export function checkSpelling(texts: readonly SpelledText[], speller: Speller): Unruled[] {
  const seen = new Set<string>()
  return texts.flatMap(({ file, line, text }) =>
    findWords(text).flatMap((word) => {
      const key = `${file} ${word}`
      if (seen.has(key) || speller.isRight(word)) return []
      seen.add(key)
      const suggestions = speller.suggest(word)
      const fix = `Correct it${suggestions.length > 0 ? ` (${suggestions.join(', ')}?)` : ''}, or add it to ${wordListFile} if it is right.`
      return [{ file, ...lineOfWord(text, word, line), expected: 'a word of the dictionary', got: word, fix }]
    }),
  )
}

function lineOfWord(text: string, word: string, line: number | undefined): { line?: number } {
  if (line === undefined) return {}
  return { line: line + text.slice(0, text.indexOf(word)).split('\n').length - 1 }
}
