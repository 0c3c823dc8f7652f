import { findChapter } from '../course/find-by-name.ts'
import { CourseError, exitCodes } from '../errors.ts'
import { renderList } from '../report/render-list.ts'
import { serviceNames } from '../services/service.ts'
import type { CommandDefinition } from './command.ts'
import { openCourse } from './open-course.ts'
import { outlineOf } from './outline-of.ts'

export const command: CommandDefinition = {
  arguments: [{ name: 'chapter', summary: 'Only this chapter' }],
  options: [
    { flags: '--todo', summary: 'Only katas that you have neither passed nor tested out' },
    {
      flags: '--service <name>',
      summary: `Only katas on this service (${serviceNames.join(', ')})`,
      choices: serviceNames,
    },
    { flags: '--json', summary: 'As JSON: chapters, lessons, katas and their state' },
  ],
  examples: [
    { line: 'kata list', does: 'the whole course' },
    { line: 'kata list databases --todo', does: 'what is left of one chapter' },
    { line: 'kata list --service redis', does: 'katas that use Redis' },
  ],
  run: async (context, { arguments: [name], options }) => {
    const service = checkService(options['service'])
    const { course, progress } = await openCourse(context)
    const only = name === undefined ? undefined : findChapter(course, name).slug
    const outline = outlineOf(course, progress, { only, service, isTodo: options['todo'] === true })
    context.write(options['json'] ? `${JSON.stringify(outline, null, 2)}\n` : renderList(outline, context.screen))
    return exitCodes.passed
  },
}

function checkService(name: unknown): string | undefined {
  if (name === undefined || serviceNames.some((known) => known === name)) return name as string | undefined
  throw new CourseError('WRONG_USAGE', {
    message: `--service takes one of ${serviceNames.join(', ')}, got "${name}".`,
    hint: 'See `kata list --help`.',
  })
}
