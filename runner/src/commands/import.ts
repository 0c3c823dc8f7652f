import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { CourseError, exitCodes } from '../errors.ts'
import { renderImport } from '../report/render-transfer.ts'
import { openProgress } from '../workspace/mirror/open-progress.ts'
import { importProgress } from '../workspace/transfer/import-progress.ts'
import { parseProgressFile } from '../workspace/transfer/parse-progress-file.ts'
import type { CommandDefinition } from './command.ts'
import { openCourseToWrite } from './open-course.ts'

export const command: CommandDefinition = {
  arguments: [{ name: 'file', summary: 'Made by `kata export`', isRequired: true }],
  options: [{ flags: '--json', summary: 'As JSON: what was new here' }],
  examples: [
    { line: 'kata import laptop.json', does: 'add the progress of another machine to what is here' },
    { line: 'kata attempts lost-update', does: 'then: the versions that came with it' },
  ],
  run: async (context, { arguments: [name = ''], options }) => {
    const progress = parseProgressFile(readText(resolve(context.currentFolder, name), name), name)
    const { workspace } = await openCourseToWrite(context)
    const imported = importProgress(workspace, progress)
    // The second copy takes what came as well.
    for (const notice of openProgress(workspace).notices) context.note(`${notice}\n`)
    context.write(options['json'] ? `${JSON.stringify(imported, null, 2)}\n` : renderImport(imported, context.screen))
    return exitCodes.passed
  },
}

function readText(file: string, name: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new CourseError('PROGRESS_FILE_INVALID', { message: `${name} can not be read: ${reason}.`, cause })
  }
}
