import { existsSync, readFileSync } from 'node:fs'
import { callDrill } from '../drills/client/drill-client.ts'
import type { RunningDrill } from '../drills/client/running-drill.ts'
import { CourseError, type ExitCode, exitCodes } from '../errors.ts'
import { describeEvent, renderPlainStatus } from '../report/drill/render-dashboard.ts'
import type { CommandContext, CommandDefinition } from './command.ts'
import { requireRunningDrill } from './require-running-drill.ts'

type Action = (context: CommandContext, drill: RunningDrill, program: string | undefined) => Promise<void>

const shownLines = 40

const actions: Readonly<Record<string, Action>> = {
  status: async ({ write }, { status }) => {
    write(renderPlainStatus(status))
    for (const { name, isRunning } of status.programs) write(`  ${name}  ${isRunning ? 'runs' : 'is down'}\n`)
    for (const event of status.events) write(`${describeEvent(event, status.startedAt)}\n`)
  },
  logs: async ({ write }, { status }, program) => {
    for (const { name, logFile } of choosePrograms(status, program)) {
      const text = existsSync(logFile) ? readFileSync(logFile, 'utf8') : ''
      write(`── ${name}   ${logFile}\n${text.trimEnd().split('\n').slice(-shownLines).join('\n')}\n`)
    }
  },
  restart: async ({ write }, { address, status }, program) => {
    if (program === undefined)
      throw wrongUsage(`Name a program: ${status.programs.map(({ name }) => name).join(', ')}.`)
    await callDrill(address, 'restart', { program })
    write(`${program} was restarted.\n`)
  },
}

export const command: CommandDefinition = {
  arguments: [
    { name: 'action', summary: 'status (the default), logs or restart', choices: Object.keys(actions) },
    { name: 'program', summary: 'One program of the system; with logs, all without it' },
  ],
  options: [{ flags: '--json', summary: 'With status: as JSON, the gauges, programs and events' }],
  examples: [
    { line: 'kata drill', does: 'how the running system is, in words' },
    { line: 'kata drill logs shop-1', does: 'the last lines of one program, and the file to follow' },
    { line: 'kata drill restart worker', does: 'end it and start it again, with the files as they are now' },
  ],
  run: async (context, { arguments: [name = 'status', program], options }): Promise<ExitCode> => {
    const action = Object.hasOwn(actions, name) ? actions[name] : undefined
    if (!action) throw wrongUsage(`There is no "${name}"; there are ${Object.keys(actions).join(', ')}.`)
    const drill = await requireRunningDrill()
    if (options['json'] && name === 'status') context.write(`${JSON.stringify(drill.status, null, 2)}\n`)
    else await action(context, drill, program)
    return exitCodes.passed
  },
}

function choosePrograms(
  { programs }: RunningDrill['status'],
  name: string | undefined,
): RunningDrill['status']['programs'] {
  if (name === undefined) return programs
  const found = programs.filter((program) => program.name === name)
  if (found.length > 0) return found
  throw wrongUsage(`There is no program "${name}"; there are ${programs.map((program) => program.name).join(', ')}.`)
}

function wrongUsage(message: string): CourseError {
  return new CourseError('WRONG_USAGE', { message, hint: 'See `kata help drill`.' })
}
