import type { Token } from 'marked'
import type { Paint } from './paint.ts'

export interface InlineView {
  readonly paint: Paint
  /** Addresses that are shown elsewhere, or `all`. The others stand in brackets behind their link. */
  readonly knownUrls: ReadonlySet<string> | 'all'
}

/** The inside of a paragraph: emphasis, code and links as text with colour. */
export function renderInline(tokens: readonly Token[], view: InlineView): string {
  return tokens.map((token) => renderToken(token, view)).join('')
}

function renderToken(token: Token, view: InlineView): string {
  const { paint } = view
  const inner = (): string => ('tokens' in token && token.tokens ? renderInline(token.tokens, view) : plainText(token))
  switch (token.type) {
    case 'strong':
    case 'em':
      return paint.strong(inner())
    case 'codespan':
      return paint.command(token['text'])
    case 'link':
      return renderLink(inner(), token['href'], view)
    case 'image':
      return `[${token['text']}]`
    case 'br':
      return '\n'
    case 'html':
      return ''
    default:
      return inner().replaceAll('\n', ' ')
  }
}

function renderLink(text: string, href: string, { paint, knownUrls }: InlineView): string {
  const isKnown = text === href || knownUrls === 'all' || knownUrls.has(href)
  return isKnown || !/^https?:/.test(href) ? text : `${text} ${paint.quiet(`(${href})`)}`
}

function plainText(token: Token): string {
  if (token.type === 'escape') return token['text']
  return token.raw.replace(/&(lt|gt|amp|quot|nbsp);/g, (entity, name: string) => entities[name] ?? entity)
}

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', nbsp: '\u00a0' }
