import { findKata } from '../course/find-by-name.ts'
import { exitCodes } from '../errors.ts'
import { renderStart } from '../report/render-start.ts'
import { shownPath } from '../terminal/shown-path.ts'
import { listAttempts } from '../workspace/attempts/list-attempts.ts'
import { startKata } from '../workspace/start-kata.ts'
import type { CommandDefinition } from './command.ts'
import { openCourseToWrite } from './open-course.ts'

export const command: CommandDefinition = {
  arguments: [{ name: 'kata', summary: 'Its name, or the beginning of it', isRequired: true }],
  options: [{ flags: '--json', summary: 'As JSON: the files and which of them were copied' }],
  examples: [
    { line: 'kata start lost-update', does: 'copy the brief, the starter and the test into your workspace' },
    { line: 'kata start cache', does: 'the only kata whose name begins so' },
  ],
  run: async (context, { arguments: [name = ''], options }) => {
    const { course, workspace } = await openCourseToWrite(context)
    const kata = findKata(course, name)
    const started = startKata(workspace, kata)
    if (options['json']) {
      context.write(`${JSON.stringify({ kata: kata.slug, ...started }, null, 2)}\n`)
      return exitCodes.passed
    }
    const { loadKataTexts } = await import('../course/load-kata-texts.ts')
    const { renderMarkdown } = await import('../terminal/render-markdown.ts')
    const { brief } = await loadKataTexts(kata)
    const task = brief.sections.find((section) => section.heading === 'Your task')?.body ?? ''
    const shown = (path: string): string => shownPath(path, context.currentFolder)
    context.write(
      renderStart(
        {
          kata,
          starterFile: shown(started.starterFile),
          readmeFile: shown(`${started.folder}/README.md`),
          isNew: started.copied.includes(kata.starterName),
          keptVersions: listAttempts(workspace.attemptsFolder, kata.slug).length,
          task: renderMarkdown(task, context.screen, { indent: 3 }),
          commands: context.commands.map((entry) => entry.name),
        },
        context.screen,
      ),
    )
    return exitCodes.passed
  },
}
