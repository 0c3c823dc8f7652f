import { CourseError, exitCodes } from '../errors.ts'
import { renderServiceStatus } from '../report/render-service-status.ts'
import { diagnoseProviders } from '../services/diagnose-providers.ts'
import { ensureServices } from '../services/ensure-services.ts'
import type { KeeperStatus } from '../services/keeper/protocol.ts'
import { serviceLogs } from '../services/service-logs.ts'
import { serviceStatus } from '../services/service-status.ts'
import { stopServices } from '../services/stop-services.ts'
import { isWarmServiceName, type WarmServiceName, warmServiceNames } from '../services/warm-service.ts'
import type { CommandContext, CommandDefinition } from './command.ts'
import { showEnvironment } from './services-env.ts'
import { Waiting } from './waiting.ts'

type Action = (context: CommandContext, services: readonly WarmServiceName[], isJson: boolean) => Promise<void>

const actions: Readonly<Record<string, Action>> = {
  start: async (context, services) => {
    await start(context, services.length > 0 ? services : await findPossible(context))
    await show(context, false)
  },
  stop: async ({ write }, services) => {
    await stopServices(services.length > 0 ? services : undefined)
    write(services.length > 0 ? `Stopped: ${services.join(', ')}.\n` : 'Nothing of ours runs any more.\n')
  },
  status: (context, _, isJson) => show(context, isJson),
  env: showEnvironment,
  logs: async ({ write }, services) => {
    for (const service of services.length > 0 ? services : warmServiceNames) {
      write(`── ${service}\n${(await serviceLogs(service))?.trimEnd() || 'It does not run.'}\n`)
    }
  },
}

export const command: CommandDefinition = {
  arguments: [
    {
      name: 'action',
      summary: 'start, stop, status (the default), logs or env',
      choices: Object.keys(actions),
    },
    {
      name: 'service',
      summary: `${warmServiceNames.join(', ')}; without it, all`,
      choices: warmServiceNames,
      isRepeated: true,
    },
  ],
  options: [{ flags: '--json', summary: 'With status: as JSON, what the keeper owns' }],
  examples: [
    { line: 'kata services', does: 'which servers run, and from where' },
    { line: 'kata services start', does: 'start them now, so that the first kata does not wait' },
    { line: 'kata services logs postgres', does: 'the last lines that Postgres wrote' },
    {
      line: 'eval "$(kata services env)"',
      does: 'use the servers of `docker compose up`, those which answer now',
    },
    { line: 'kata services stop', does: 'stop and remove all of them' },
  ],
  run: async (context, { arguments: [name = 'status', ...services], options }) => {
    const action = Object.hasOwn(actions, name) ? actions[name] : undefined
    if (!action)
      throw wrongUsage(`There is no \`kata services ${name}\`; there are ${Object.keys(actions).join(', ')}.`)
    const unknown = services.find((service) => !isWarmServiceName(service))
    if (unknown) throw wrongUsage(`There is no service "${unknown}"; there are ${warmServiceNames.join(', ')}.`)
    await action(context, services.filter(isWarmServiceName), options['json'] === true)
    return exitCodes.passed
  },
}

/** All that this machine can have; what it can't have keeps nothing else from starting. */
async function findPossible({ note }: CommandContext): Promise<readonly WarmServiceName[]> {
  const services = await diagnoseProviders({ pull: true })
  const missing = services.filter(({ winner }) => winner === undefined).map(({ service }) => service)
  if (missing.length > 0) note(`Without ${missing.join(', ')}: \`kata doctor\` says why.\n`)
  return services.filter(({ winner }) => winner !== undefined).map(({ service }) => service)
}

async function start({ signal }: CommandContext, services: readonly WarmServiceName[]): Promise<void> {
  using waiting = new Waiting()
  waiting.show('getting ready…')
  const needs = Object.fromEntries(services.map((name) => [name, 1]))
  await ensureServices(needs, { pull: true, signal, onProgress: (progress) => waiting.note(progress) })
}

async function show({ write, screen }: CommandContext, isJson: boolean): Promise<void> {
  const status = await findStatus()
  if (isJson) write(`${JSON.stringify(status ? { isRunning: true, ...status } : { isRunning: false }, null, 2)}\n`)
  else write(renderServiceStatus(status, screen, Date.now()))
}

/** Without the passwords in the addresses of what was kept. */
async function findStatus(): Promise<KeeperStatus | undefined> {
  const status = await serviceStatus()
  const kept = status?.kept.map((server) => ({ ...server, url: hidePassword(server.url) }))
  return status && { ...status, kept: kept ?? [] }
}

function hidePassword(url: string): string {
  return url.replace(/:[^:@/]*@/, ':…@')
}

function wrongUsage(message: string): CourseError {
  return new CourseError('WRONG_USAGE', { message, hint: 'See `kata help services`.' })
}
