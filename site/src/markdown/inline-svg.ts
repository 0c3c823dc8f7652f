import { CourseError } from '../../../runner/src/errors.ts'
import type { LinkPlace } from './resolve-link.ts'

/**
 * An SVG file as part of a page: its title and description stay with it, its ids can't meet those of another, and its
 * style reaches no further than itself.
 *
 * @param id unique on the page
 * @throws CourseError `COURSE_FILE_INVALID` for an SVG without a title or a description
 */
export function inlineSvg(svg: string, id: string, place: LinkPlace): string {
  for (const element of ['title', 'desc']) {
    if (!new RegExp(`<${element}[ >]`).test(svg)) throw lacks(element, place)
  }
  return svg
    .replace(/^[\s\S]*?(?=<svg)/, '')
    .replaceAll(/\bid="([^"]+)"/g, (_, name: string) => `id="${id}-${name}"`)
    .replaceAll(/aria-labelledby="([^"]+)"/g, (_, names: string) => {
      return `aria-labelledby="${names
        .split(/\s+/)
        .map((name) => `${id}-${name}`)
        .join(' ')}"`
    })
    .replaceAll(/\burl\(#([^)]+)\)/g, `url(#${id}-$1)`)
    .replaceAll(/\bhref="#([^"]+)"/g, `href="#${id}-$1"`)
    .replace(/^<svg/, `<svg id="${id}"`)
    .replaceAll(/<style>([\s\S]*?)<\/style>/g, (_, style: string) => `<style>#${id} {${style}}</style>`)
    .replaceAll(/\s*\n\s*/g, '\n')
    .trim()
}

function lacks(element: string, { file, line }: LinkPlace): CourseError {
  return new CourseError('COURSE_FILE_INVALID', {
    message: `${file}:${line}: expected an SVG with a <${element}>, got one without`,
    hint: `Say in the SVG's <title> what it shows, and in its <desc> what a person who can't see it has to know.`,
  })
}
