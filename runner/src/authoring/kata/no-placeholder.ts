import type { Unruled } from '../problem.ts'
import { placeholder } from '../scaffold/kata-request.ts'
import type { KataSources } from '../sources/kata-sources.ts'

/** Nothing of `kata dev new` is left that only an author can supply. */
export function checkNoPlaceholder(kata: KataSources): Unruled[] {
  return [...kata.files].flatMap(([path, text]) =>
    text.split('\n').flatMap((line, index) => {
      if (!line.includes(placeholder)) return []
      const file = `${kata.folder}/${path}`
      return [{ file, line: index + 1, expected: 'your own words', got: line.trim(), fix: 'Replace the line.' }]
    }),
  )
}
