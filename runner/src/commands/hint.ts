import { chooseHint } from '../course/choose-hint.ts'
import { loadKataTexts } from '../course/load-kata-texts.ts'
import type { Hint } from '../course/parse-hints.ts'
import { exitCodes } from '../errors.ts'
import { renderHints } from '../report/render-hints.ts'
import { renderMarkdown } from '../terminal/render-markdown.ts'
import { chooseKata } from '../workspace/choose-kata.ts'
import { appendEvent } from '../workspace/progress-log.ts'
import type { CommandDefinition } from './command.ts'
import { openCourseToWrite } from './open-course.ts'

export const command: CommandDefinition = {
  arguments: [{ name: 'kata', summary: 'Its name; without one, the kata you are at' }],
  options: [{ flags: '--json', summary: 'As JSON: the hints shown, and how many are left' }],
  examples: [
    { line: 'kata hint', does: 'the next hint, chosen by the test that failed last' },
    { line: 'kata hint lost-update', does: 'for a kata by name' },
  ],
  run: async (context, { arguments: [name], options }) => {
    const { course, workspace, progress } = await openCourseToWrite(context)
    const kata = chooseKata({ course, workspace, progress, currentFolder: context.currentFolder, name })
    const { hints } = await loadKataTexts(kata)
    const done = progress.katas.get(kata.slug)
    const seen = done?.hintsSeen ?? []
    const next = chooseHint(hints, { failedTest: done?.lastRun?.failedTest, seen })
    if (next) appendEvent(workspace, { kind: 'hint', kata: kata.slug, heading: next.heading, ...forTestOf(next) })
    const left = hints.filter((hint) => hint !== next && !seen.includes(hint.heading)).length
    const view = { kata: kata.slug, shown: next ? [next] : hints, isAgain: !next, total: hints.length, left }
    const render = (text: string): string => renderMarkdown(text, context.screen, { indent: 3 })
    context.write(options['json'] ? `${JSON.stringify(view, null, 2)}\n` : renderHints(view, context.screen, render))
    return exitCodes.passed
  },
}

function forTestOf({ forTest }: Hint): { forTest?: string } {
  return forTest === undefined ? {} : { forTest }
}
