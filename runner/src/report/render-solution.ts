import type { Solution } from '../course/load-solution.ts'
import { paintFor } from '../terminal/paint.ts'
import { renderMarkdown } from '../terminal/render-markdown.ts'
import type { Screen } from '../terminal/screen.ts'
import { wrapCode } from '../terminal/wrap-code.ts'

interface SolutionView {
  readonly kata: string
  readonly solution: Solution
  /** Its folder in the workspace, as it is shown. */
  readonly folder: string
  /** Names of the commands that exist. */
  readonly commands: readonly string[]
}

/** The reference solution: its code, why it works, and where the other right designs are. */
export function renderSolution({ kata, solution, folder, commands }: SolutionView, screen: Screen): string {
  const paint = paintFor(screen)
  const { code, readme, alternatives } = solution
  return [
    ` ${paint.strong(kata)}  how the course solves it`,
    '',
    // What is meant to be copied lies in the folder; here it only has to be read.
    ...code
      .trimEnd()
      .split('\n')
      .flatMap((line) => wrapCode(line, screen.columns - 3))
      .map((line) => `   ${line}`.trimEnd()),
    '',
    ...(readme === '' ? [] : [renderMarkdown(readme, screen, { indent: 3 }), '']),
    ...(alternatives.length === 0 ? [] : [' Other right designs', '']),
    ...alternatives.map((name) => `   ${folder}/alternatives/${name}`),
    ...(alternatives.length === 0 ? [] : ['']),
    `   ${folder}/   all of it, to copy from`,
    ...(commands.includes('diff') ? [`   ${paint.command(`kata diff ${kata}`)}   your file beside it`] : []),
    '',
  ].join('\n')
}
