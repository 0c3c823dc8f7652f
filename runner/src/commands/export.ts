import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { CourseError, exitCodes } from '../errors.ts'
import { renderExport } from '../report/render-transfer.ts'
import { shownPath } from '../terminal/shown-path.ts'
import { writeIfAbsent } from '../workspace/safe-files.ts'
import { gatherProgress, renderProgressFile } from '../workspace/transfer/gather-progress.ts'
import type { CommandDefinition } from './command.ts'
import { openCourseToWrite } from './open-course.ts'

export const command: CommandDefinition = {
  arguments: [{ name: 'file', summary: 'Where to write it; loadbearing-<date>.json here without one' }],
  options: [
    { flags: '--decision [build]', summary: "Instead: a build's claims and their evidence as a decision record" },
    { flags: '--json', summary: 'As JSON: the file, and how much is in it' },
  ],
  examples: [
    { line: 'kata export', does: 'all your progress and every version of your files, as one file' },
    { line: 'kata export laptop.json', does: 'to take to another machine: `kata import laptop.json` there' },
    { line: 'kata export --decision rate-limiter', does: 'write rate-limiter-decision.md, in Markdown' },
    { line: 'kata export adr-7.md --decision', does: 'the same for the build you are at, into this file' },
  ],
  run: async (context, { arguments: [name], options }) => {
    if (options['decision']) {
      const { exportDecision } = await import('./export-decision.ts')
      const build = typeof options['decision'] === 'string' ? options['decision'] : undefined
      return exportDecision(context, { build, file: name, isJson: options['json'] === true })
    }
    const { course, workspace } = await openCourseToWrite(context)
    const file = resolve(context.currentFolder, name ?? `loadbearing-${new Date().toISOString().slice(0, 10)}.json`)
    if (existsSync(file)) throw new CourseError('FILE_EXISTS', { message: `${file} is there already.` })
    const progress = gatherProgress(workspace, course)
    writeIfAbsent(file, renderProgressFile(progress))
    const counts = { file, events: progress.events.length, attempts: progress.attempts.length }
    context.write(
      options['json']
        ? `${JSON.stringify(counts, null, 2)}\n`
        : renderExport({ ...counts, file: shownPath(file, context.currentFolder) }, context.screen),
    )
    return exitCodes.passed
  },
}
