import { CourseError } from '../errors.ts'
import { findComposeServices } from '../services/compose-services.ts'
import type { WarmServiceName } from '../services/warm-service.ts'
import type { CommandContext } from './command.ts'

/** Prints the variables by which the runner uses the servers of docker-compose.yml, as lines for a shell. */
export async function showEnvironment(
  { write, note }: CommandContext,
  names: readonly WarmServiceName[],
  isJson: boolean,
): Promise<void> {
  const all = await findComposeServices()
  const unknown = names.find((name) => !all.some(({ service }) => service === name))
  if (unknown) {
    const message = `docker-compose.yml has no ${unknown}; it has ${all.map(({ service }) => service).join(', ')}.`
    throw new CourseError('WRONG_USAGE', { message, hint: 'The runner starts that one itself.' })
  }
  const wanted = all.filter(({ service }) => names.length === 0 || names.includes(service))
  const found = wanted.filter(({ answers }) => answers)
  for (const { service, port } of wanted.filter(({ answers }) => !answers))
    note(`${service} does not answer on 127.0.0.1:${port}.\n`)
  if (found.length === 0) {
    throw new CourseError('SERVICE_NOT_AVAILABLE', {
      message: 'None of the servers of docker-compose.yml answers.',
      hint: 'Start them: `docker compose up -d`, or `docker-compose up -d`. Without them the runner starts servers of its own.',
    })
  }
  const variables = found.map(({ variable, addressOn, port }) => [variable, addressOn(port)] as const)
  if (isJson) write(`${JSON.stringify(Object.fromEntries(variables), null, 2)}\n`)
  else for (const [variable, address] of variables) write(renderAssignment(variable, address))
}

function renderAssignment(variable: string, value: string): string {
  return process.platform === 'win32' ? `$env:${variable} = '${value}'\n` : `export ${variable}='${value}'\n`
}
