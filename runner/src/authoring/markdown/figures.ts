import { askDidYouMean, findClosestNames } from '../../closest-names.ts'
import { figureNames, isFigureName } from '../../figures/registry.ts'
import type { Unruled } from '../problem.ts'
import { readPage } from './page.ts'

/** Every figure block of a page names a figure that exists. */
export function checkFigures(file: string, text: string): Unruled[] {
  return readPage(text).fences.flatMap(({ info, line }) => {
    const [word, name = ''] = info.split(/\s+/)
    if (word !== 'figure' || isFigureName(name)) return []
    return [
      {
        file,
        line,
        expected: 'the name of a figure behind ```figure',
        got: name === '' ? 'none' : `"${name}"`,
        fix: askDidYouMean(findClosestNames(name, figureNames), `There is ${figureNames.join(', ')}.`),
      },
    ]
  })
}
