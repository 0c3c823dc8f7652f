/** What looks like an ordinary word in running text: no code, no address, no abbreviation in capitals, no name with digits. */
export function findWords(text: string): string[] {
  return text
    .replaceAll(/`[^`]*`/g, ' ')
    .replaceAll('’', "'")
    .split(/[\s…—–]+/)
    .map((token) => token.replaceAll(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, ''))
    .filter((token) => !isCode(token))
    .flatMap((token) => token.split(/[-/]/))
    .map((word) => word.replace(/'s?$/, ''))
    .filter((word) => /^[\p{L}'.]{2,}$/u.test(word) && !isAbbreviation(word))
}

function isCode(token: string): boolean {
  return /[_@=()[\]{}<>#$:\\\d]/.test(token) || /\p{L}\.\p{L}{2,}/u.test(token) || /\p{Ll}\p{Lu}/u.test(token)
}

/** `SQL`, `URLs`, `e.g`: spelt right by whoever made them up. */
function isAbbreviation(word: string): boolean {
  return /^\p{Lu}{2,}s?$/u.test(word) || /^(\p{L}\.)+\p{L}?$/u.test(word)
}
