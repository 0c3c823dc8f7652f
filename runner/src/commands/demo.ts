import { dirname, join } from 'node:path'
import { findLesson } from '../course/find-by-name.ts'
import { exitCodes } from '../errors.ts'
import type { DemoOutcome } from '../kit/run-demo.ts'
import { renderDemo, renderDemoTable } from '../report/render-demo.ts'
import type { CommandContext, CommandDefinition } from './command.ts'
import { openCourse } from './open-course.ts'
import { Waiting } from './waiting.ts'

export const command: CommandDefinition = {
  arguments: [{ name: 'lesson', summary: 'Its name, or the beginning of it', isRequired: true }],
  options: [{ flags: '--json', summary: 'As JSON: the table, what was measured, and which claims hold' }],
  examples: [
    { line: 'kata demo stampede', does: "run the lesson's demo on this machine, and check what the lesson claims" },
    {
      line: 'kata demo stampede --json',
      does: 'for a script: 0 every claim holds, 1 one does not, 3 the machine is not ready',
    },
  ],
  run: async (context, { arguments: [name = ''], options }) => {
    const { course } = await openCourse(context)
    const { file, slug } = findLesson(course, name)
    const outcome = await run(join(dirname(file), 'demos', `${slug}.ts`), context)
    const table = renderDemoTable(outcome)
    context.write(
      options['json']
        ? `${JSON.stringify({ lesson: slug, ...outcome, table }, null, 2)}\n`
        : renderDemo(outcome, context.screen),
    )
    return outcome.claims.every(({ holds }) => holds) ? exitCodes.passed : exitCodes.notPassed
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
