import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { checkCodeFromSource } from '../markdown/code-from-source.ts'
import { checkFigures } from '../markdown/figures.ts'
import { checkLinks } from '../markdown/links.ts'
import type { CourseSources } from '../sources/course-sources.ts'
import { checkSpelling, type SpelledText } from '../spelling/check-spelling.ts'
import type { GateContext } from './gate-context.ts'
import type { Judgements } from './judgements.ts'

/** Judges what katas and lessons have in common: links, figures, copied code, spelling. */
export function judgeTexts(
  judgements: Judgements,
  files: readonly string[],
  spelled: readonly SpelledText[],
  { sources, speller }: GateContext,
): void {
  const exists = (path: string): boolean => existsSync(join(sources.root, path))
  judgements.set(
    'links-resolve',
    files.flatMap((file) => checkLinks(file, sources, exists)),
  )
  judgements.set(
    'code-from-source',
    files.flatMap((file) => checkCodeFromSource(file, sources.tree.get(file) ?? '', sourceReader(sources))),
  )
  judgements.set(
    'figure-known',
    files.flatMap((file) => checkFigures(file, sources.tree.get(file) ?? '')),
  )
  const noDictionary = {
    reason: 'no dictionary: `nspell` and `dictionary-en-gb` come with a clone, not with the package',
  }
  judgements.set('spelling', speller === undefined ? noDictionary : checkSpelling(spelled, speller))
}

/** Reads what an excerpt names: any text of the repository, not only the course's. */
export function sourceReader({ root, tree }: CourseSources): (path: string) => string | undefined {
  return (path) => {
    const text = tree.get(path)
    if (text !== undefined || path.startsWith('..')) return text
    const file = join(root, path)
    return existsSync(file) ? readFileSync(file, 'utf8') : undefined
  }
}
