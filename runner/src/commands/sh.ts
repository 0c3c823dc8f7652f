import { findRunningDrill } from '../drills/client/running-drill.ts'
import { CourseError, type ExitCode, exitCodes } from '../errors.ts'
import { findShellTarget } from '../services/find-shell-target.ts'
import { roleOfStandby } from '../services/postgres-options.ts'
import { isWarmServiceName, warmServiceNames } from '../services/warm-service.ts'
import type { CommandDefinition } from './command.ts'
import { machineShell } from './machine-shell.ts'
import { runShell } from './run-shell.ts'
import { chooseShell } from './shell-program.ts'

export const command: CommandDefinition = {
  arguments: [
    {
      name: 'service',
      summary: `${warmServiceNames.join(', ')}, or a machine of the running drill`,
      choices: warmServiceNames,
      isRequired: true,
    },
    {
      name: 'words',
      summary: 'After --: handed to psql or redis-cli; with kafka, nginx or a machine, what to run',
      isRepeated: true,
    },
  ],
  examples: [
    { line: 'kata sh postgres', does: 'psql in the database of the last failed run, or else in the warm server' },
    { line: "kata sh postgres -- -c 'TABLE accounts'", does: 'one query' },
    { line: 'kata sh postgres-replica', does: 'psql on the primary, and how to reach each standby' },
    { line: 'kata sh redis -- GET some-key', does: 'one command' },
    { line: 'kata sh kafka -- kafka-topics --list', does: 'one of Kafka’s own tools, in its container' },
    { line: 'kata sh nginx', does: 'a shell beside the configuration and the logs of the last failed run' },
    { line: 'kata sh db2', does: 'a shell on a machine of the drill that runs' },
    { line: 'kata sh db2 -- tail server.log', does: 'one command there' },
  ],
  run: async (context, { arguments: [service = '', ...words] }): Promise<ExitCode> => {
    const running = await findRunningDrill()
    const isInteractive = process.stdin.isTTY === true && process.stdout.isTTY === true
    const machine = running?.status.machines.find(({ name }) => name === service)
    if (machine) {
      const program = await machineShell(machine, isInteractive)
      return endOf(await runShell(program, [...program.args, ...words], context.signal))
    }
    if (!isWarmServiceName(service)) {
      const known = [...warmServiceNames, ...(running?.status.machines ?? []).map(({ name }) => name)]
      throw new CourseError('WRONG_USAGE', {
        message: `There is no shell for "${service}"; there are ${known.join(', ')}.`,
        hint: 'See `kata help sh`.',
      })
    }
    const lease = running?.status.leases.find((each) => each.service === service)
    const target = await findShellTarget(service, lease?.leaseId)
    const program = await chooseShell(target, isInteractive)
    const what = lease
      ? `of ${running?.status.drill}, which runs`
      : target.label
        ? `what the last failed run of ${target.label} left, or its replay`
        : 'the warm server; no failed run left one'
    context.note(`${service}: ${what}\n`)
    for (const [index, args] of (program.standbyArgs ?? []).entries()) {
      context.note(`${roleOfStandby(index)}: kata sh ${service} -- ${args}\n`)
    }
    return endOf(await runShell(program, [...program.args, ...words], context.signal))
  },
}

function endOf(exitCode: number): ExitCode {
  return exitCode === 0 ? exitCodes.passed : exitCodes.notPassed
}
