import { findRunningDrill } from '../drills/client/running-drill.ts'
import { CourseError, type ExitCode, exitCodes } from '../errors.ts'
import { findShellTarget } from '../services/find-shell-target.ts'
import { roleOfStandby } from '../services/postgres-options.ts'
import { isWarmServiceName, warmServiceNames } from '../services/warm-service.ts'
import type { CommandDefinition } from './command.ts'
import { runShell } from './run-shell.ts'
import { chooseShell } from './shell-program.ts'

export const command: CommandDefinition = {
  arguments: [
    { name: 'service', summary: warmServiceNames.join(', '), choices: warmServiceNames, isRequired: true },
    {
      name: 'words',
      summary: 'After --: handed to psql or redis-cli; with kafka or nginx, what to run',
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
  ],
  run: async (context, { arguments: [service = '', ...words] }): Promise<ExitCode> => {
    if (!isWarmServiceName(service)) {
      throw new CourseError('WRONG_USAGE', {
        message: `There is no shell for "${service}"; there are ${warmServiceNames.join(', ')}.`,
        hint: 'See `kata help sh`.',
      })
    }
    const running = await findRunningDrill()
    const lease = running?.status.leases.find((each) => each.service === service)
    const target = await findShellTarget(service, lease?.leaseId)
    const program = await chooseShell(target, process.stdin.isTTY === true && process.stdout.isTTY === true)
    const what = lease
      ? `of ${running?.status.drill}, which runs`
      : target.label
        ? `what the last failed run of ${target.label} left, or its replay`
        : 'the warm server; no failed run left one'
    context.note(`${service}: ${what}\n`)
    for (const [index, args] of (program.standbyArgs ?? []).entries()) {
      context.note(`${roleOfStandby(index)}: kata sh ${service} -- ${args}\n`)
    }
    return (await runShell(program, [...program.args, ...words], context.signal)) === 0
      ? exitCodes.passed
      : exitCodes.notPassed
  },
}
