import { defineMdastPlugin, type MdastPluginDefinition } from 'satteri'
import { constraintPath, href, kataPath, lessonPath } from '../course/page-paths.ts'
import { inlineSvg } from './inline-svg.ts'
import { loadImage, resolveLink } from './resolve-link.ts'

/** What a text may refer to by name. */
export interface KnownNames {
  /** Ids of constraints. */
  readonly constraints: ReadonlySet<string>
  /** Lessons by slug. */
  readonly lessons: ReadonlyMap<string, { readonly slug: string; readonly chapter: string }>
  /** Slugs of katas. */
  readonly katas: ReadonlySet<string>
}

/** Where a text comes from. */
export interface MarkdownSource {
  readonly root: string
  /** Path below the root, with slashes. */
  readonly file: string
  /** The line of the file at which the text begins. */
  readonly firstLine: number
}

interface Positioned {
  readonly position?: { readonly start: { readonly line: number } } | undefined
}

/** Turns what the course's Markdown means into pages: links, pictures, constraints, commands. */
export function coursePlugin(source: MarkdownSource, names: KnownNames, idPrefix: string): MdastPluginDefinition {
  const placeOf = ({ position }: Positioned) => ({
    ...source,
    line: source.firstLine - 1 + (position?.start.line ?? 1),
  })
  let images = 0
  return defineMdastPlugin({
    name: 'course',
    options: { position: true },
    link(node, context) {
      const url = resolveLink(node.url, placeOf(node))
      context.setProperty(node, 'url', url.startsWith('#') ? `#${idPrefix}${url.slice(1)}` : url)
    },
    definition(node, context) {
      context.setProperty(node, 'url', resolveLink(node.url, placeOf(node)))
    },
    paragraph(node, context) {
      const [image, ...others] = node.children
      if (image?.type !== 'image' || others.length > 0) return
      images += 1
      const svg = inlineSvg(
        loadImage(image.url, placeOf(image)),
        pictureId(image.url, images, idPrefix),
        placeOf(image),
      )
      context.replaceNode(node, {
        raw: `<figure class="picture">${svg}\n<figcaption>${escapeHtml(image.alt ?? '')}</figcaption></figure>`,
        mdxExpressions: false,
      })
    },
    blockquote(node, context) {
      const first = node.children[0]
      const code = first?.type === 'paragraph' ? first.children[0] : undefined
      if (code?.type !== 'inlineCode' || !names.constraints.has(code.value)) return
      context.setProperty(node, 'data', { hProperties: { className: ['constraint'] } })
    },
    inlineCode(node, context) {
      const target = findTarget(node.value, names)
      if (target === undefined || context.parent(node)?.type === 'link') return
      context.replaceNode(node, { type: 'link', url: href(target), children: [{ ...node }] })
    },
  })
}

function pictureId(url: string, count: number, idPrefix: string): string {
  const name = url.replace(/^.*\//, '').replace(/\.svg$/, '')
  return `${idPrefix}picture-${name}${count > 1 ? `-${count}` : ''}`
}

/** The page of a constraint's id, or of a command that names a lesson or a kata. */
function findTarget(code: string, { constraints, lessons, katas }: KnownNames): string | undefined {
  if (constraints.has(code)) return constraintPath(code)
  const [, command, name = ''] = /^(?:npx )?kata (read|demo|start) ([a-z0-9-]+)$/.exec(code) ?? []
  if (command === undefined) return undefined
  if (command === 'start') return katas.has(name) ? kataPath(name) : undefined
  const lesson = lessons.get(name)
  return lesson && lessonPath(lesson)
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
