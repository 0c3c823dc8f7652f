/** Knows which words are right. */
export interface Speller {
  readonly isRight: (word: string) => boolean
  /** The closest right words, best first. */
  readonly suggest: (word: string) => readonly string[]
}

/** The words of the course that are in no dictionary; one a line, `#` begins a comment. */
export const wordListFile = 'lessons/words.txt'

/**
 * Loads the dictionary and adds the course's own words. The dictionary is a development dependency:
 * in the published package there is none, and `undefined` says so.
 */
export async function loadSpeller(wordList: string): Promise<Speller | undefined> {
  const modules = await importDictionary()
  if (modules === undefined) return undefined
  const spell = modules.nspell(modules.dictionary)
  const known = new Map<string, boolean>()
  for (const word of readWordList(wordList)) spell.add(word)
  return {
    isRight: (word) => {
      const answer = known.get(word) ?? spell.correct(word)
      known.set(word, answer)
      return answer
    },
    suggest: (word) => spell.suggest(word).slice(0, 3),
  }
}

async function importDictionary() {
  try {
    const [nspell, dictionary] = await Promise.all([import('nspell'), import('dictionary-en-gb')])
    const { aff, dic } = dictionary.default
    return { nspell: nspell.default, dictionary: { aff: Buffer.from(aff), dic: Buffer.from(dic) } }
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND') return undefined
    throw error
  }
}

function readWordList(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.replace(/#.*$/, '').trim())
    .filter((line) => line !== '')
}
