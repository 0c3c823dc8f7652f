import { lexer, type Token } from 'marked'

export interface Heading {
  readonly depth: number
  readonly text: string
  readonly line: number
}

export interface Link {
  readonly href: string
  readonly line: number
}

/** A fenced block. `line` is that of its opening fence; the body begins on the line below. */
export interface Fence {
  /** All that follows the opening fence, such as `demo stampede`. */
  readonly info: string
  readonly body: string
  readonly line: number
}

/** Running text without code: a paragraph, a heading, a cell. */
export interface Prose {
  readonly text: string
  readonly line: number
}

/** A Markdown file taken apart for judging; every part knows its line. */
export interface MarkdownPage {
  readonly headings: readonly Heading[]
  readonly links: readonly Link[]
  readonly fences: readonly Fence[]
  readonly prose: readonly Prose[]
}

interface MutablePage {
  headings: Heading[]
  links: Link[]
  fences: Fence[]
  prose: Prose[]
}

const frontMatter = /^---\r?\n[\s\S]*?\r?\n---\r?\n/

/** Takes a Markdown text apart. Front matter counts as lines but not as text. */
export function readPage(text: string): MarkdownPage {
  const matter = frontMatter.exec(text)?.[0] ?? ''
  const page: MutablePage = { headings: [], links: [], fences: [], prose: [] }
  readTokens(lexer(text.slice(matter.length)), 1 + countLines(matter), page)
  return page
}

function readTokens(tokens: readonly Token[], firstLine: number, page: MutablePage): void {
  let line = firstLine
  for (const token of tokens) {
    readToken(token, line, page)
    line += countLines(token.raw)
  }
}

function readToken(token: Token, line: number, page: MutablePage): void {
  if (token.type === 'heading') page.headings.push({ depth: token['depth'], text: token['text'], line })
  if (token.type === 'code') page.fences.push({ info: token['lang'] ?? '', body: token['text'], line })
  else if (token.type === 'list') for (const item of token['items']) readNested(item, token, line, page)
  else if (token.type === 'table') readTable(token, line, page)
  else if (token.type === 'blockquote') readTokens(token['tokens'] ?? [], line, page)
  else readInline(token, line, page)
}

function readNested(item: Token, parent: Token, line: number, page: MutablePage): void {
  const before = parent.raw.slice(0, Math.max(0, parent.raw.indexOf(item.raw)))
  readTokens(('tokens' in item && item.tokens) || [], line + countLines(before), page)
}

function readTable(token: Token, line: number, page: MutablePage): void {
  const rows: { tokens: Token[] }[][] = 'header' in token ? [token['header'], ...token['rows']] : []
  for (const [index, row] of rows.entries()) {
    // The line of dashes stands between the head and the first row.
    for (const cell of row) readSpans(cell.tokens, line + (index === 0 ? 0 : index + 1), page)
  }
}

function readInline(token: Token, line: number, page: MutablePage): void {
  if ('tokens' in token && token.tokens !== undefined) readSpans(token.tokens, line, page)
}

function readSpans(tokens: readonly Token[], line: number, page: MutablePage): void {
  const words: string[] = []
  for (const { token, offset } of flatten(tokens)) {
    if ((token.type === 'link' || token.type === 'image') && typeof token['href'] === 'string') {
      page.links.push({ href: token['href'], line: line + offset })
    }
    if (isLeafText(token)) words.push(token.text)
    else if (token.type === 'br') words.push('\n')
    else if (token.type === 'codespan') words.push(' `code` ')
  }
  if (words.length > 0) page.prose.push({ text: words.join(''), line })
}

function isLeafText(token: Token): token is Token & { text: string } {
  return (token.type === 'text' || token.type === 'escape') && !('tokens' in token && token.tokens !== undefined)
}

function* flatten(tokens: readonly Token[], start = 0): Generator<{ token: Token; offset: number }> {
  let offset = start
  for (const token of tokens) {
    yield { token, offset }
    if ('tokens' in token && token.tokens !== undefined) yield* flatten(token.tokens, offset)
    offset += countLines(token.raw)
  }
}

function countLines(text: string): number {
  return text.split('\n').length - 1
}
