import { CourseError } from '../errors.ts'
import { renderVerdict } from '../report/verdict/render-verdict.ts'
import { type RunOptions, runKata } from '../runs/run-kata.ts'
import { VitestHost } from '../runs/vitest-host.ts'
import type { CommandContext, CommandDefinition } from './command.ts'
import { findInspectPort } from './find-inspect-port.ts'
import { exitCodeOf, type Judgement, judge } from './judge.ts'
import { openKataInWork } from './kata-in-work.ts'
import { Waiting } from './waiting.ts'

export const command: CommandDefinition = {
  arguments: [{ name: 'kata', summary: 'Its name; without one, the kata you are at. With --all, a folder' }],
  options: [
    { flags: '--json', summary: 'As JSON: the verdict, with every test and its evidence' },
    { flags: '--all', summary: 'Grade a workspace, or a folder with one folder for each learner; nothing is written' },
    { flags: '--kata <names>', summary: 'With --all: only these katas, by comma; who has none is told as missing' },
    { flags: '--inspect', summary: 'Wait for a debugger, and set no time limit' },
  ],
  examples: [
    { line: 'kata test', does: 'run the tests of the kata you are at, once' },
    { line: 'kata test lost-update --json', does: 'for a script: 0 passed, 1 not passed, 3 the machine is not ready' },
    {
      line: 'kata test lost-update --inspect',
      does: 'stop at your breakpoints: attach a debugger to the port it names',
    },
    {
      line: 'kata test --all class --kata lost-update --json',
      does: 'grade class/<learner>/lost-update/lost-update.ts, or class/<learner>/lost-update.ts, for all learners',
    },
  ],
  run: async (context, input) => {
    const {
      arguments: [name],
      options,
    } = input
    if (options['all']) return (await import('./grade.ts')).grade(context, input)
    if (options['kata'] !== undefined)
      throw new CourseError('WRONG_USAGE', { message: '--kata goes with --all.', hint: 'See `kata test --help`.' })
    const inspectPort = options['inspect'] ? await findInspectPort() : undefined
    // The host takes longest to get ready, so it is started before anything else is read.
    await using host = VitestHost.start(inspectPort === undefined ? {} : { inspectPort })
    using waiting = new Waiting()
    waiting.show('checking…')
    const work = await openKataInWork(context, name)
    if (inspectPort !== undefined) context.note(describeInspector(inspectPort))
    const verdict = await runKata(work.target, runOptions(context, host, waiting, inspectPort !== undefined))
    const judgement = await judge(context, work, verdict, false)
    waiting.clear()
    context.write(options['json'] ? renderJson(judgement) : `\n${renderVerdict(verdict, judgement.view)}\n`)
    return exitCodeOf(verdict)
  },
}

function runOptions(context: CommandContext, host: VitestHost, waiting: Waiting, isInspected: boolean): RunOptions {
  return {
    host,
    signal: context.signal,
    onStage: (stage) => (stage.name === 'services' ? waiting.note(stage.progress) : waiting.show('checking…')),
    ...(isInspected ? { timeoutMs: 'none', hasTypeCheck: false } : {}),
  }
}

function renderJson({ verdict, view, isFirstPass, solutionFolder }: Judgement): string {
  const about = {
    runNumber: view.runNumber ?? null,
    isFirstPass,
    solutionFolder: solutionFolder ?? null,
    remarks: view.remarks ?? [],
  }
  return `${JSON.stringify({ ...verdict, ...about }, null, 2)}\n`
}

function describeInspector(port: number): string {
  return `The run waits for a debugger on 127.0.0.1:${port}. In Chrome open chrome://inspect, in an editor attach to the port.\n`
}
