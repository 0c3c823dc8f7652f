import { lexer, type Token, type Tokens } from 'marked'
import wrapAnsi from 'wrap-ansi'
import { paintFor } from './paint.ts'
import { type InlineView, renderInline } from './render-inline.ts'
import { renderTable } from './render-table.ts'
import type { Screen } from './screen.ts'

/** Longer lines are hard to read, however wide the terminal is. */
const widestText = 88

interface MarkdownOptions {
  /** Places before each line. */
  readonly indent?: number
  /** Addresses that the reader finds elsewhere; they are not written behind their links. */
  readonly knownUrls?: ReadonlySet<string>
}

/** Markdown as text for this screen. Ends without a line end. */
export function renderMarkdown(
  markdown: string,
  screen: Screen,
  { indent = 0, knownUrls = new Set() }: MarkdownOptions = {},
): string {
  const width = Math.min(screen.columns, widestText) - indent
  const lines = renderBlocks(lexer(markdown), { screen, paint: paintFor(screen), width, knownUrls })
  return lines.map((line) => (line === '' ? '' : ' '.repeat(indent) + line)).join('\n')
}

interface View extends InlineView {
  readonly screen: Screen
  readonly width: number
}

function renderBlocks(tokens: readonly Token[], view: View): string[] {
  const blocks = tokens.map((token) => renderBlock(token, view)).filter((lines) => lines.length > 0)
  return blocks.flatMap((lines, index) => (index === 0 ? lines : ['', ...lines]))
}

function renderBlock(token: Token, view: View): string[] {
  const { paint, screen, width } = view
  switch (token.type) {
    case 'heading': {
      const text = renderInline(token.tokens ?? [], view)
      return wrap(screen.hasColour ? paint.strong(text) : `${'#'.repeat(token['depth'])} ${text}`, width)
    }
    case 'code':
      return renderCode(token.text, view)
    case 'blockquote':
      return renderBlocks(token.tokens ?? [], { ...view, width: width - 2 }).map(
        (line) => `${screen.isPlain ? '> ' : paint.quiet('│ ')}${line}`,
      )
    case 'list':
      return renderItems(token as Tokens.List, view)
    case 'table':
      return renderTable(token as Tokens.Table, paint, width)
    case 'hr':
      return [paint.quiet((screen.isPlain ? '-' : '─').repeat(Math.min(width, 20)))]
    case 'paragraph':
    case 'text':
      return wrap(renderInline(token.tokens ?? [token], view), width)
    default:
      return []
  }
}

function renderItems({ items, ordered, start, loose }: Tokens.List, view: View): string[] {
  return items.flatMap((item, index) => {
    const bullet = ordered ? `${Number(start || 1) + index}. ` : `${view.screen.isPlain ? '-' : '•'} `
    const lines = renderBlocks(item.tokens, { ...view, width: view.width - bullet.length })
    const inner = loose ? lines : lines.filter((line) => line !== '')
    const text = inner.map((line, number) => (number === 0 ? bullet : ' '.repeat(bullet.length)) + line)
    return loose && index > 0 ? ['', ...text] : text
  })
}

/** Code is not wrapped: it must stay as it can be copied. */
export function renderCode(text: string, { screen, paint }: Pick<View, 'screen' | 'paint'>): string[] {
  const bar = screen.isPlain || !screen.hasColour ? '    ' : paint.quiet('  │ ')
  return text.split('\n').map((line) => `${bar}${line}`.trimEnd())
}

function wrap(text: string, width: number): string[] {
  return wrapAnsi(text, Math.max(20, width), { hard: false }).split('\n')
}
