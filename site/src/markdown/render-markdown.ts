import Slugger from 'github-slugger'
import { defineHastPlugin, type HastPluginDefinition, markdownToHtml } from 'satteri'
import { coursePlugin, type KnownNames, type MarkdownSource } from './course-plugin.ts'
import { highlightPlugin } from './highlight-plugin.ts'

export interface Heading {
  readonly depth: number
  readonly id: string
  readonly text: string
}

/** What several texts on one page share, so that no id comes twice. */
export interface MarkdownPage {
  readonly names: KnownNames
  /** Stands before every id, where several lessons are on one page. */
  readonly idPrefix: string
  /** By how much headings are lowered: 1 makes an `##` an h3. */
  readonly lowerBy: number
  readonly slugger: Slugger
  readonly headings: Heading[]
}

export function markdownPage(names: KnownNames, options: { idPrefix?: string; lowerBy?: number } = {}): MarkdownPage {
  return { names, idPrefix: '', lowerBy: 0, ...options, slugger: new Slugger(), headings: [] }
}

/** Markdown of the course as HTML. The title, a `#` heading, is left to the page. */
export async function renderMarkdown(markdown: string, source: MarkdownSource, page: MarkdownPage): Promise<string> {
  const { html } = await markdownToHtml(markdown, {
    mdastPlugins: [coursePlugin(source, page.names, page.idPrefix)],
    hastPlugins: [await highlightPlugin(), headingsPlugin(page), tablesPlugin],
    features: { gfm: true, smartPunctuation: { dashes: false } },
  })
  return html
}

/** One line of Markdown, without the paragraph around it. */
export async function renderInline(markdown: string, source: MarkdownSource, page: MarkdownPage): Promise<string> {
  // A line that begins with `3.` would be a list; here it is a number.
  const line = markdown.replace(/^(\d+)([.)])(?=\s|$)/, '$1\\$2')
  return (await renderMarkdown(line, source, page)).trim().replace(/^<p>([\s\S]*)<\/p>$/, '$1')
}

function headingsPlugin({ slugger, headings, idPrefix, lowerBy }: MarkdownPage): HastPluginDefinition {
  return defineHastPlugin({
    name: 'headings',
    element: {
      filter: ['h1', 'h2', 'h3', 'h4', 'h5'],
      visit(node, context) {
        const depth = Number(node.tagName.slice(1))
        const text = context.textContent(node)
        const id = `${idPrefix}${slugger.slug(text)}`
        if (depth === 1) return context.removeNode(node)
        headings.push({ depth, id, text })
        context.replaceNode(node, { ...node, tagName: `h${depth + lowerBy}`, properties: { ...node.properties, id } })
      },
    },
  })
}

// A wide table scrolls by itself, and a keyboard can reach it.
const tablesPlugin = defineHastPlugin({
  name: 'tables',
  element: {
    filter: ['table'],
    visit(node, context) {
      context.wrapNode(node, {
        type: 'element',
        tagName: 'div',
        properties: { className: ['wide'], tabIndex: 0, role: 'group', ariaLabel: 'Table' },
        children: [],
      })
    },
  },
})
