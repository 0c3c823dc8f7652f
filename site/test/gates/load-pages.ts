import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { listFiles } from '../../scripts/list-files.ts'

export interface BuiltPage {
  /** Below the site's folder, such as `lessons/caching/stampede/index.html`. */
  readonly path: string
  readonly html: string
}

/** Every page of a built site. */
export function loadPages(folder: string): readonly BuiltPage[] {
  const paths = [...listFiles(folder).keys()].filter((path) => path.endsWith('.html'))
  return paths.map((path) => ({ path, html: readFileSync(join(folder, path), 'utf8') }))
}

/** How many figures stand in the page that can be turned. */
export function countPlayers({ html }: BuiltPage): number {
  return html.split('data-part="form"').length - 1
}
