import { listFiles } from '../../scripts/list-files.ts'
import type { BuiltPage } from './load-pages.ts'
import type { SitePlace } from './weigh-page.ts'

const host = 'http://site'

/**
 * Addresses in pages that lead nowhere: to no file of the site, to no element with that id, or out of the base path.
 * Such as `<path>: /some/course/glossary/#nothing`.
 */
export function findDeadLinks(pages: readonly BuiltPage[], { folder, base }: SitePlace): string[] {
  const files = new Set(listFiles(folder).keys())
  const ids = new Map(pages.map(({ path, html }) => [path, findIds(html)]))
  return pages.flatMap(({ path, html }) =>
    findAddresses(html)
      .filter((address) => !leads(address, path))
      .map((address) => `${path}: ${address}`),
  )

  function leads(address: string, from: string): boolean {
    const url = new URL(address, `${host}${base}${from.replace(/index\.html$/, '')}`)
    if (url.origin !== host) return /^https?:$/.test(url.protocol)
    if (!url.pathname.startsWith(base)) return false
    const path = decodeURIComponent(url.pathname.slice(base.length)).replace(/(^|\/)$/, '$1index.html')
    const id = decodeURIComponent(url.hash.slice(1))
    return files.has(path) && (id === '' || ids.get(path)?.has(id) === true)
  }
}

function findIds(html: string): ReadonlySet<string> {
  return new Set([...html.matchAll(/<[a-z][^<>]*? id="?([^"\s>]+)/g)].map(([, id = '']) => decode(id)))
}

function findAddresses(html: string): string[] {
  const found = [...html.matchAll(/<[a-z][^<>]*? (?:href|src|action)="([^"]*)"/g)].map(([, address = '']) =>
    decode(address),
  )
  return [...new Set(found)]
}

function decode(attribute: string): string {
  return attribute.replaceAll('&#38;', '&').replaceAll('&amp;', '&')
}
