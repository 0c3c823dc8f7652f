import { CourseError, type ExitCode, exitCodes } from '../errors.ts'
import type { MachineCheck } from '../report/machine-check.ts'
import { renderMachineChecks } from '../report/render-machine-checks.ts'
import { diagnoseProviders, type ServiceDiagnosis } from '../services/diagnose-providers.ts'
import { askConfirm } from '../terminal/prompts.ts'
import type { CommandContext, CommandDefinition } from './command.ts'
import { examineMachine } from './examine-machine.ts'
import { planMends } from './mend-machine.ts'
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
  ],
  run: async (context, { options }) => {
    const before = await diagnose(context)
    if (options['fix'] !== true) return report(context, before, options['json'] === true)
    if (options['json'] !== true) context.write(renderMachineChecks(before.checks, context.screen))
    const hasMended = await mend(context, before, options['yes'] === true)
    if (!hasMended && options['json'] !== true) return exitCodeOf(before)
    return report(context, hasMended ? await diagnose(context) : before, options['json'] === true)
  },
}

async function diagnose(context: CommandContext): Promise<Diagnosis> {
  const [services, { course }] = await Promise.all([diagnoseProviders({ pull: true }), openCourse(context)])
  const katas = [...course.katas.values()]
  const katasOf = (service: string) =>
    katas.filter((kata) => Object.hasOwn(kata.services, service)).map(({ slug }) => slug)
  return { services, checks: await examineMachine(services, katasOf) }
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

/** Does what can be done from here, step by step; false when there was nothing to do, or nobody wanted it. */
async function mend(
  { note, screen, signal }: CommandContext,
  diagnosis: Diagnosis,
  isAgreed: boolean,
): Promise<boolean> {
  const mends = await planMends(diagnosis.services)
  if (mends.length === 0) {
    note('\n There is nothing that this command can mend by itself.\n')
    return false
  }
  for (const { what, run } of mends) {
    if (!isAgreed && !screen.isInteractive) {
      throw new CourseError('CONFIRMATION_NEEDED', { message: what, hint: 'Run `kata doctor --fix --yes`.' })
    }
    if (!isAgreed && !(await askConfirm(`${what}?`, signal))) return false
    note(`\n ${what}…\n`)
    await run(note, signal)
  }
  return true
}
