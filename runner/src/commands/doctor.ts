import { CourseError, type ExitCode, exitCodes } from '../errors.ts'
import { gatherFacts } from '../machine/facts/gather-facts.ts'
import { judgeMachine } from '../machine/judge-machine.ts'
import type { MachineCheck } from '../machine/machine-check.ts'
import type { Mend } from '../machine/mend.ts'
import { renderError } from '../report/render-error.ts'
import { renderMachineChecks } from '../report/render-machine-checks.ts'
import type { ServiceDiagnosis } from '../services/diagnose-providers.ts'
import { askConfirm } from '../terminal/prompts.ts'
import type { CommandContext, CommandDefinition } from './command.ts'
import { describeMend, runMend } from './mend-machine.ts'
import { openCourse } from './open-course.ts'

interface Diagnosis {
  readonly services: readonly ServiceDiagnosis[]
  readonly checks: readonly MachineCheck[]
}

export const command: CommandDefinition = {
  options: [
    { flags: '--fix', summary: 'Do what mends the machine, after asking' },
    { flags: '-y, --yes', summary: 'With --fix: do not ask' },
    { flags: '--json', summary: 'As JSON: every check, and every provider of every service' },
  ],
  examples: [
    { line: 'kata doctor', does: 'what this machine has, what is missing, and the command that mends it' },
    { line: 'kata doctor --fix', does: 'the same, and mend what can be mended' },
    { line: 'kata doctor --json | jq ".checks[] | select(.trouble)"', does: 'what is wrong, for a script' },
  ],
  run: async (context, { options }) => {
    const before = await diagnose(context)
    if (options['fix'] !== true) return report(context, before, options['json'] === true)
    if (options['json'] !== true) context.write(renderMachineChecks(before.checks, context.screen))
    const { diagnosis: after, hasFailed } = await mendAll(context, before, options['yes'] === true)
    const isToldAlready = after === before && options['json'] !== true
    const exitCode = isToldAlready ? exitCodeOf(after) : report(context, after, options['json'] === true)
    return hasFailed ? exitCodes.machineNotReady : exitCode
  },
}

async function diagnose(context: CommandContext): Promise<Diagnosis> {
  const { course, workspace } = await openCourse(context)
  const katas = [...course.katas.values()]
  const facts = await gatherFacts({
    packageRoot: context.packageRoot,
    ...(workspace ? { workspaceFolder: workspace.folder } : {}),
    katasOf: (service) => katas.filter(({ services }) => Object.hasOwn(services, service)).map(({ slug }) => slug),
  })
  return { services: facts.services, checks: judgeMachine(facts) }
}

function report({ write, screen }: CommandContext, diagnosis: Diagnosis, isJson: boolean): ExitCode {
  const exitCode = exitCodeOf(diagnosis)
  if (isJson) write(`${JSON.stringify({ isReady: exitCode === exitCodes.passed, ...diagnosis }, null, 2)}\n`)
  else write(renderMachineChecks(diagnosis.checks, screen))
  return exitCode
}

function exitCodeOf({ checks }: Diagnosis): ExitCode {
  return checks.some(({ state }) => state === 'missing') ? exitCodes.machineNotReady : exitCodes.passed
}

interface Mended {
  readonly diagnosis: Diagnosis
  readonly hasFailed: boolean
}

/**
 * Mends one thing after another, and looks again after each, as an engine that starts changes all else. What can't be
 * mended does not keep back the rest.
 */
async function mendAll(context: CommandContext, before: Diagnosis, isAgreed: boolean): Promise<Mended> {
  const tried = new Set<string>()
  const findNext = ({ checks }: Diagnosis) =>
    checks.flatMap(({ fix }) => fix ?? []).find((fix) => !tried.has(describeMend(fix)))
  let [diagnosis, hasFailed] = [before, false]
  for (let mend = findNext(diagnosis); mend; mend = findNext(diagnosis)) {
    tried.add(describeMend(mend))
    if (!(await isWanted(mend, context, isAgreed))) continue
    hasFailed = !(await tryMend(mend, context)) || hasFailed
    diagnosis = await diagnose(context)
  }
  if (tried.size === 0) context.note('\n There is nothing that this command can mend by itself.\n')
  return { diagnosis, hasFailed }
}

async function tryMend(mend: Mend, { note, screen, signal }: CommandContext): Promise<boolean> {
  note(`\n ${describeMend(mend)}…\n`)
  try {
    await runMend(mend, note, signal)
    return true
  } catch (error) {
    if (!(error instanceof CourseError) || signal.aborted) throw error
    note(renderError(error, screen))
    return false
  }
}

async function isWanted(mend: Mend, { screen, signal }: CommandContext, isAgreed: boolean): Promise<boolean> {
  if (isAgreed) return true
  if (screen.isInteractive) return askConfirm(`${describeMend(mend)}?`, signal)
  throw new CourseError('CONFIRMATION_NEEDED', { message: describeMend(mend), hint: 'Run `kata doctor --fix --yes`.' })
}
