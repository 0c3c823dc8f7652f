import { exitCodes } from '../errors.ts'
import { renderStart } from '../report/render-start.ts'
import { shownPath } from '../terminal/shown-path.ts'
import { listAttempts } from '../workspace/attempts/list-attempts.ts'
import { findKataOrStage } from '../workspace/choose-kata.ts'
import { workFolderOf } from '../workspace/place-kata.ts'
import { startKata } from '../workspace/start-kata.ts'
import type { CommandDefinition } from './command.ts'
import { openCourseToWrite } from './open-course.ts'

export const command: CommandDefinition = {
  arguments: [{ name: 'kata', summary: 'Its name, or the beginning of it', isRequired: true }],
  options: [
    { flags: '--open', summary: 'Open it in $VISUAL, $EDITOR or the editor whose terminal this is' },
    { flags: '--json', summary: 'As JSON: the files and which of them were copied' },
  ],
  examples: [
    { line: 'kata start lost-update', does: 'copy the brief, the starter and the test into your workspace' },
    { line: 'kata start lost-update --open', does: 'and open the file to edit' },
    { line: 'kata start cache', does: 'the only kata whose name begins so' },
  ],
  run: async (context, { arguments: [name = ''], options }) => {
    const { course, workspace, progress } = await openCourseToWrite(context)
    const kata = findKataOrStage(course, progress, name)
    const isJson = options['json'] === true
    // Before anything is copied: without an editor nothing is done by halves.
    const openKata = options['open'] ? await prepareToOpen(isJson) : undefined
    const started = startKata(workspace, kata)
    await openKata?.(started.starterFile, workspace.folder)
    if (isJson) {
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
          ...(started.sheetFile === undefined ? {} : { sheetFile: shown(started.sheetFile) }),
          isNew: started.copied.includes(kata.starterName),
          keptVersions: listAttempts(workspace.attemptsFolder, workFolderOf(kata)).length,
          task: renderMarkdown(task, context.screen, { indent: 3 }),
          commands: context.commands.map((entry) => entry.name),
        },
        context.screen,
      ),
    )
    return exitCodes.passed
  },
}

async function prepareToOpen(isQuiet: boolean): Promise<(file: string, folder: string) => Promise<void>> {
  const { findEditor, openEditor } = await import('./open-editor.ts')
  const editor = findEditor()
  return (file, folder) => openEditor(editor, { file, folder, isQuiet })
}
