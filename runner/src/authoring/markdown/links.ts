import { posix } from 'node:path'
import type { Unruled } from '../problem.ts'
import type { CourseSources } from '../sources/course-sources.ts'
import { readPage } from './page.ts'

/** Every link of one Markdown file leads somewhere: relative ones to a file and a heading that exist, others to http(s). */
export function checkLinks(file: string, { tree }: CourseSources, exists: (path: string) => boolean): Unruled[] {
  return readPage(tree.get(file) ?? '').links.flatMap(({ href, line }) => {
    const complaint = /^[a-z][a-z0-9+.-]*:/i.test(href) ? judgeAddress(href) : judgePath(file, href, tree, exists)
    return complaint === undefined ? [] : [{ file, line, ...complaint }]
  })
}

type Complaint = Omit<Unruled, 'file' | 'line'>

function judgeAddress(href: string): Complaint | undefined {
  if (URL.canParse(href) && /^https?:$/.test(new URL(href).protocol)) return undefined
  return { expected: 'an http or https address', got: href, fix: 'Correct the address.' }
}

function judgePath(
  file: string,
  href: string,
  tree: CourseSources['tree'],
  exists: (path: string) => boolean,
): Complaint | undefined {
  const [path = '', anchor] = href.split('#')
  const target = path === '' ? file : posix.normalize(posix.join(posix.dirname(file), decodeURI(path)))
  if (!tree.has(target) && !exists(target)) {
    return { expected: 'a file of the course', got: `${href}, which is not there`, fix: 'Correct the path.' }
  }
  const text = tree.get(target)
  if (anchor === undefined || text === undefined || !target.endsWith('.md')) return undefined
  const anchors = readPage(text).headings.map((heading) => anchorOf(heading.text))
  if (anchors.includes(anchor)) return undefined
  return { expected: `a heading of ${target}`, got: `#${anchor}`, fix: `Use one of: ${anchors.join(', ')}` }
}

/** As code hosts make them: lower case, without punctuation, dashes for spaces. */
function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replaceAll(/\s/g, '-')
}
