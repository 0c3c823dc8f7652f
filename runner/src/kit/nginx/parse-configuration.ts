/** A word of a configuration and where it stands. */
export interface Word {
  readonly text: string
  /** Offsets in the text, from 0. */
  readonly start: number
  readonly end: number
}

/** A directive: `listen 80;`, or one with a block: `server { … }`. */
export interface Directive {
  readonly name: string
  /** What follows the name. */
  readonly words: readonly Word[]
  readonly start: number
  /** Behind its semicolon, or behind the brace that opens its block. */
  readonly end: number
  /** Absent when it ends with a semicolon. */
  readonly block?: readonly Directive[]
}

interface Token extends Word {
  readonly kind: 'word' | ';' | '{' | '}'
}

/** White space, a comment, a quoted word, a bare word (in which `${name}` opens no block), or punctuation. */
const lexeme = /\s+|#[^\n]*|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|(?:\$\{[^}]*\}|\\.|[^\s;{}\\])+|[;{}]|./gsu

/**
 * The directives of a configuration for nginx. Whether they make sense is for nginx to say: what is not closed ends
 * with the text, and a brace too many is left out.
 */
export function parseConfiguration(text: string): readonly Directive[] {
  const tokens = [...readTokens(text)]
  const directives: Directive[] = []
  for (let at = 0; at < tokens.length; ) {
    const [found, next] = readBlock(tokens, at)
    directives.push(...found)
    at = next
  }
  return directives
}

function* readTokens(text: string): Generator<Token> {
  for (const { 0: found, index: start } of text.matchAll(lexeme)) {
    if (/^[\s#]/.test(found)) continue
    const kind = found === ';' || found === '{' || found === '}' ? found : 'word'
    yield { kind, text: found, start, end: start + found.length }
  }
}

/** The directives from `at` on, and the place behind the brace that closes them. */
function readBlock(tokens: readonly Token[], from: number): [Directive[], number] {
  const directives: Directive[] = []
  let words: Token[] = []
  let at = from
  while (at < tokens.length) {
    const token = tokens[at++]
    if (!token || token.kind === '}') break
    if (token.kind === 'word') {
      words.push(token)
      continue
    }
    const [block, next] = token.kind === '{' ? readBlock(tokens, at) : [undefined, at]
    const [name, ...rest] = words
    const place = { name: name?.text ?? '', start: name?.start ?? token.start, end: token.end }
    directives.push({ ...place, words: rest, ...(block ? { block } : {}) })
    words = []
    at = next
  }
  return [directives, at]
}
