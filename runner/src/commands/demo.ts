import { dirname, join } from 'node:path'
import { findLesson } from '../course/find-by-name.ts'
import { loadLesson } from '../course/load-lesson.ts'
import { exitCodes } from '../errors.ts'
import type { DemoOutcome } from '../kit/run-demo.ts'
import { renderDemo, renderDemoTable } from '../report/render-demo.ts'
import { renderLookBack } from '../report/render-look-back.ts'
import { lookBack } from '../workspace/look-back.ts'
import type { CommandContext, CommandDefinition } from './command.ts'
import { openCourse } from './open-course.ts'
import { Waiting } from './waiting.ts'

export const command: CommandDefinition = {
  arguments: [{ name: 'lesson', summary: 'Its name, or the beginning of it', isRequired: true }],
  options: [
    {
      flags: '--json',
      summary: 'As JSON: the table, what was measured, which claims hold, and what you had predicted',
    },
  ],
  examples: [
    { line: 'kata demo stampede', does: "run the lesson's demo on this machine, and check what the lesson claims" },
    {
      line: 'kata demo stampede --json',
      does: 'for a script: 0 every claim holds, 1 one does not, 3 the machine is not ready',
    },
  ],
  run: async (context, { arguments: [name = ''], options }) => {
    const { course, progress } = await openCourse(context)
    const entry = findLesson(course, name)
    const { file, slug } = entry
    const outcome = await run(join(dirname(file), 'demos', `${slug}.ts`), context)
    const table = renderDemoTable(outcome)
    const doAllHold = outcome.claims.every(({ holds }) => holds)
    const predictions = lookBack(slug, (await loadLesson(course, entry)).blocks, progress.answers)
    context.write(
      options['json']
        ? `${JSON.stringify({ lesson: slug, ...outcome, table, predictions }, null, 2)}\n`
        : renderDemo(outcome, context.screen) + renderLookBack(predictions, doAllHold, context.screen),
    )
    return doAllHold ? exitCodes.passed : exitCodes.notPassed
  },
}

async function run(file: string, { signal }: CommandContext): Promise<DemoOutcome> {
  using waiting = new Waiting()
  waiting.show('getting ready…')
  const { loadDemo } = await import('../kit/load-demo.ts')
  const { runDemo } = await import('../kit/run-demo.ts')
  const definition = await loadDemo(file)
  const onRun = () => waiting.show(`running: ${definition.title}…`)
  return runDemo(definition, { signal, onProgress: (progress) => waiting.note(progress), onRun })
}
