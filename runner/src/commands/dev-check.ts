import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { GateReport } from '../authoring/gate/report.ts'
import type { GateRequest } from '../authoring/gate/run-gate.ts'
import { CourseError, type ExitCode, exitCodes } from '../errors.ts'
import { paintFor } from '../terminal/paint.ts'
import type { CommandContext, CommandDefinition, CommandInput } from './command.ts'

export const command: CommandDefinition = {
  arguments: [{ name: 'kata or lesson', summary: 'Only these; without a name everything', isRepeated: true }],
  options: [
    { flags: '--static', summary: 'Judge files only: no server is needed' },
    { flags: '--repeat <n>', summary: 'Run solutions n times again, in random test order' },
    { flags: '--repeat-wrong <n>', summary: 'The same for wrong solutions, when not as often' },
    { flags: '--repeat-drills <n>', summary: 'The same for drills, when not as often' },
    { flags: '--seed <number>', summary: 'The random orders of an earlier run' },
    { flags: '--stress', summary: 'Keep every processor busy meanwhile' },
    { flags: '--write', summary: 'Accept messages after showing them; update copied code and recorded demos' },
    { flags: '--watch', summary: 'Judge again after each change' },
    { flags: '--shard <i/n>', summary: 'Only every n-th kata and lesson, beginning with the i-th' },
    { flags: '--proof <folder>', summary: 'Also write what was measured of each kata, for its page on the site' },
    { flags: '--json', summary: 'As JSON: rules, problems, versions, runs with their evidence' },
  ],
  examples: [
    { line: 'kata dev check lost-update --watch', does: 'how an author works' },
    { line: 'kata dev check lost-update --repeat 20 --stress', does: 'before a kata ships' },
    { line: 'kata dev check --static', does: 'everything that needs no server' },
  ],
  run: async (context, input) => {
    assertAuthorsCourse(context)
    const { drawSeed } = await import('../authoring/gate/seeds.ts')
    const isStatic = input.options['static'] === true
    assertMeasured(input)
    const request = await readRequest(context, input, drawSeed())
    if (isStatic) return judge(context, input, request)
    const { KataVariantRunner } = await import('../authoring/variants/kata-variant-runner.ts')
    const { sweepStaging } = await import('../authoring/variants/sweep-staging.ts')
    const { stressCpu } = await import('../authoring/gate/stress-cpu.ts')
    await sweepStaging(context.packageRoot)
    await using runner = new KataVariantRunner({
      isStressed: request.isStressed,
      signal: context.signal,
      onService: (text) =>
        context.note(`  ${text}
`),
    })
    await using _load = request.isStressed ? stressCpu() : undefined
    return await judge(context, input, { ...request, runner })
  },
}

/** The published package leaves out the wrong solutions, the dictionary and the formatter. */
function assertAuthorsCourse({ packageRoot, courseRoot }: CommandContext): void {
  if (courseRoot !== packageRoot || existsSync(join(packageRoot, 'runner', 'src'))) return
  throw new CourseError('WRONG_USAGE', {
    message:
      'This is the published package: its katas come without their wrong solutions, so the gate can not judge them.',
    hint: 'Clone the repository to work on its katas, or name a course of your own: `KATA_COURSE=<folder> kata dev check`.',
  })
}

async function readRequest(context: CommandContext, input: CommandInput, seed: number): Promise<GateRequest> {
  const { parseShard } = await import('../authoring/gate/choose-subjects.ts')
  const { options } = input
  const right = readCount(options['repeat'], '--repeat') ?? 0
  return {
    courseRoot: context.courseRoot,
    packageRoot: context.packageRoot,
    names: input.arguments,
    ...(typeof options['shard'] === 'string' ? { shard: parseShard(options['shard']) } : {}),
    repeats: {
      right,
      wrong: readCount(options['repeatWrong'], '--repeat-wrong') ?? right,
      drills: readCount(options['repeatDrills'], '--repeat-drills') ?? right,
    },
    seed: readCount(options['seed'], '--seed') ?? seed,
    isStressed: options['stress'] === true,
    isWriting: options['write'] === true,
    observer: {},
    signal: context.signal,
  }
}

async function judge(context: CommandContext, { options }: CommandInput, request: GateRequest): Promise<ExitCode> {
  const [{ runGate }, { renderSummary }, { exitCodeOf }, { watchGate }, { observeGate }] = await Promise.all([
    import('../authoring/gate/run-gate.ts'),
    import('../authoring/gate/render-gate.ts'),
    import('../authoring/gate/exit-code.ts'),
    import('../authoring/gate/watch-gate.ts'),
    import('../authoring/gate/observe-gate.ts'),
  ])
  const paint = paintFor(context.screen)
  const isJson = options['json'] === true
  const observer = observeGate({ write: isJson ? undefined : context.write, note: context.note, paint })
  const judgeOnce = async (): Promise<ExitCode> => {
    const report = await runGate({ ...request, observer })
    await prove(context, options['proof'], report)
    context.write(isJson ? `${JSON.stringify(report, null, 2)}\n` : renderSummary(report, paint))
    return exitCodeOf(report)
  }
  if (options['watch'] !== true) return judgeOnce()
  const { courseRoot, signal } = request
  await watchGate({ courseRoot, signal, judge: async () => void (await judgeOnce()) })
  return exitCodes.passed
}

/** What is judged from files alone measures nothing. */
function assertMeasured({ options }: CommandInput): void {
  if (options['static'] !== true || options['proof'] === undefined) return
  throw new CourseError('WRONG_USAGE', {
    message: '--proof writes what runs measured, and with --static nothing is run.',
  })
}

async function prove({ currentFolder, note }: CommandContext, folder: unknown, report: GateReport): Promise<void> {
  if (typeof folder !== 'string') return
  const { writeProofs } = await import('../authoring/proof/write-proofs.ts')
  const katas = await writeProofs(report, resolve(currentFolder, folder))
  note(`${katas.length === 1 ? 'The proof of 1 kata is' : `The proofs of ${katas.length} katas are`} in ${folder}.\n`)
}

function readCount(text: unknown, option: string): number | undefined {
  if (text === undefined) return undefined
  const count = Number(text)
  if (Number.isInteger(count) && count >= 0) return count
  throw new CourseError('WRONG_USAGE', { message: `${option} takes a whole number, got ${String(text)}.` })
}
