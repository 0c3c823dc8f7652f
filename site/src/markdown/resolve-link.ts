import { existsSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import Slugger from 'github-slugger'
import { parseSections } from '../../../runner/src/course/index.ts'
import { CourseError } from '../../../runner/src/errors.ts'
import { findPageOf, href } from '../course/page-paths.ts'

/** Where a link stands. */
export interface LinkPlace {
  /** Folder that holds `lessons/` and `katas/`. */
  readonly root: string
  /** Path below it, with slashes. */
  readonly file: string
  readonly line: number
}

const isAddress = /^[a-z][a-z0-9+.-]*:/i

/**
 * Where a link of a Markdown file leads on the site. In the course links are relative to the file, so that they work on
 * a code host, too; pages lie elsewhere.
 *
 * @throws CourseError `COURSE_FILE_INVALID` for a link that leads nowhere, or by a path from the root
 */
export function resolveLink(link: string, place: LinkPlace): string {
  if (isAddress.test(link)) return link
  const [path = '', fragment] = decodeURI(link).split('#')
  const target = resolvePath(path, link, place)
  const page = findPageOf(target)
  if (page === undefined) {
    throw invalid(place, `a link to a page of the course, got ${link}`, 'Link to a lesson, a kata or the glossary.')
  }
  checkFragment(fragment, target, place)
  const hash = fragment === undefined ? '' : `#${fragment}`
  return target === place.file ? hash : `${href(page.replace(/#.*/, fragment === undefined ? '$&' : ''))}${hash}`
}

/** The text of an image that lies beside the Markdown file which shows it. */
export function loadImage(link: string, place: LinkPlace): string {
  const target = resolvePath(link, link, place)
  if (!target.endsWith('.svg')) {
    throw invalid(place, `an image in SVG, got ${link}`, 'Draw it as an SVG with a <title> and a <desc>.')
  }
  return readFileSync(join(place.root, target), 'utf8')
}

function resolvePath(path: string, link: string, place: LinkPlace): string {
  if (path === '') return place.file
  if (path.startsWith('/') || isAddress.test(path)) {
    throw invalid(place, `a path relative to the file, got ${link}`, 'Write it as `../chapter/lesson.md`.')
  }
  const target = posix.join(posix.dirname(place.file), path)
  if (existsSync(join(place.root, target))) return target
  throw invalid(place, `a file of the course, got ${link}, which is not there`, 'Correct the path, or add the file.')
}

function checkFragment(fragment: string | undefined, target: string, place: LinkPlace): void {
  if (fragment === undefined) return
  const slugger = new Slugger()
  const ids = parseSections(readFileSync(join(place.root, target), 'utf8')).map(({ heading }) => slugger.slug(heading))
  if (ids.includes(fragment)) return
  throw invalid(place, `a heading of ${target}, got #${fragment}`, `Use one of: ${ids.join(', ')}`)
}

function invalid({ file, line }: LinkPlace, complaint: string, hint: string): CourseError {
  return new CourseError('COURSE_FILE_INVALID', { message: `${file}:${line}: expected ${complaint}`, hint })
}
