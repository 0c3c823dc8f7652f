import type { Course } from '../course/course.ts'
import type { Kata } from '../course/kata.ts'
import { CourseError, exitCodes } from '../errors.ts'
import { chooseKata, findKataOrStage } from '../workspace/choose-kata.ts'
import type { Progress } from '../workspace/derive-progress.ts'
import type { CommandDefinition } from './command.ts'
import { describeContext } from './describe-context.ts'
import { openCourse } from './open-course.ts'

export const command: CommandDefinition = {
  arguments: [{ name: 'kata', summary: 'Its name; without one, the kata you are at' }],
  options: [{ flags: '--json', summary: 'As JSON, which is the only form there is' }],
  examples: [
    { line: 'kata context --json', does: 'brief, your file, test, last verdict with evidence, hints you have seen' },
    { line: 'kata context lost-update | your-assistant', does: 'for an assistant that reads standard input' },
  ],
  run: async (context, { arguments: [name] }) => {
    const { course, workspace, progress, events } = await openCourse(context)
    const { currentFolder } = context
    const kata = workspace
      ? chooseKata({ course, workspace, progress, currentFolder, name })
      : findNamed(course, progress, name)
    const view = await describeContext(kata, workspace, progress.katas.get(kata.slug), events)
    context.write(`${JSON.stringify(view, null, 2)}\n`)
    return exitCodes.passed
  },
}

function findNamed(course: Course, progress: Progress, name: string | undefined): Kata {
  if (name !== undefined) return findKataOrStage(course, progress, name)
  throw new CourseError('KATA_NOT_NAMED', { message: 'No kata was named, and there is no workspace here.' })
}
