import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { CourseError } from '../errors.ts'
import { renderCapstoneReport } from '../report/build/render-capstone-report.ts'
import { renderVerdict } from '../report/verdict/render-verdict.ts'
import { runKata } from '../runs/run-kata.ts'
import { capstoneAt } from '../runs/run-target.ts'
import type { Verdict } from '../runs/verdict.ts'
import { VitestHost } from '../runs/vitest-host.ts'
import { shownPath } from '../terminal/shown-path.ts'
import { recordCapstone } from '../workspace/record-run.ts'
import { writeIfAbsent } from '../workspace/safe-files.ts'
import type { CommandContext, CommandDefinition } from './command.ts'
import { exitCodeOf } from './judge.ts'
import { type BuildInWork, openBuild } from './open-build.ts'
import { Waiting } from './waiting.ts'

export const command: CommandDefinition = {
  arguments: [{ name: 'build', summary: 'Its name; without one, the build you are at' }],
  options: [
    { flags: '--out <file>', summary: 'Write the report as Markdown, too; a file that is there is never overwritten' },
    { flags: '--json', summary: 'As JSON: the verdict, with every test and its evidence' },
  ],
  examples: [
    { line: 'kata capstone rate-limiter', does: 'run your build under load and faults, and say what was measured' },
    { line: 'kata capstone rate-limiter --out report.md', does: 'and write it down' },
    { line: 'kata export --decision rate-limiter', does: 'afterwards: claims and evidence as a decision record' },
  ],
  run: async (context, { arguments: [name], options }) => {
    const file = typeof options['out'] === 'string' ? resolve(context.currentFolder, options['out']) : undefined
    if (file !== undefined && existsSync(file))
      throw new CourseError('FILE_EXISTS', { message: `${file} is there already.` })
    await using host = VitestHost.start()
    const work = await openBuild(context, name)
    assertRunnable(work)
    const verdict = await run(context, work, host)
    recordCapstone(work.workspace, work.lastStage, verdict)
    const report = renderCapstoneReport({ build: work.build.slug, verdict, at: new Date().toISOString() })
    const isWritten = file !== undefined && writeIfAbsent(file, report)
    if (options['json']) context.write(`${JSON.stringify({ ...verdict, file: file ?? null }, null, 2)}\n`)
    else context.write(`\n${renderVerdict(verdict, { screen: context.screen, next: nextSteps(work, verdict) })}\n`)
    if (isWritten) context.note(`The report is in ${shownPath(file, context.currentFolder)}.\n`)
    return exitCodeOf(verdict)
  },
}

function assertRunnable({ build, lastStage, place }: BuildInWork): void {
  if (lastStage.capstone === undefined)
    throw new CourseError('CAPSTONE_MISSING', { message: `${build.slug} has no capstone run.` })
  if (existsSync(place.starterFile)) return
  throw new CourseError('KATA_NOT_STARTED', {
    message: `There is no ${place.starterFile}.`,
    hint: `Run \`kata start ${build.slug}\` to begin.`,
  })
}

async function run(context: CommandContext, work: BuildInWork, host: VitestHost): Promise<Verdict> {
  const { place, lastStage } = work
  const text = `the capstone run, at most ${lastStage.capstone?.timeoutSeconds ?? 0} s…`
  using waiting = new Waiting()
  waiting.show(text)
  return await runKata(capstoneAt(place.folder, lastStage), {
    ...{ host, signal: context.signal },
    onStage: (stage) => (stage.name === 'services' ? waiting.note(stage.progress) : waiting.show(text)),
  })
}

function nextSteps({ build }: BuildInWork, { state }: Verdict) {
  const record = { type: `kata export --decision ${build.slug}`, does: 'claims and evidence as a decision record' }
  const again = { type: `kata capstone ${build.slug}`, does: 'again, when it is mended' }
  return state === 'passed' ? [record] : [again]
}
