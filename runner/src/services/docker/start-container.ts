import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { extname, join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { CourseError } from '../../errors.ts'
import { servicesFolder } from '../data-folder.ts'
import type { ContainerSpec, StartedContainer } from './container-spec.ts'
import type { Engine } from './engine.ts'
import { readContainerLog, removeContainer } from './engine-calls.ts'

const lastLines = 8
/** In each the engine tries ten ports for each that is to be published. */
const mostPortSearches = 8

/**
 * Starts a container by Testcontainers, in a process of its own, and waits until it says that it is ready. Where the
 * engine gives up looking for free ports, as another engine or program has taken so many in a row, it looks on from there.
 */
export async function startContainer(engine: Engine, spec: ContainerSpec): Promise<StartedContainer> {
  for (let attempt = 1; ; attempt++) {
    const outcome = await tryToStart(engine, spec)
    if (!('errors' in outcome)) return outcome
    const isPortTaken = /address already in use|port is already allocated/.test(outcome.errors)
    if (!isPortTaken || spec.hostPorts || attempt === mostPortSearches) throw describeFailure(spec, outcome.errors)
  }
}

interface FailedStart {
  /** What the starter wrote, and the last words of the container. */
  readonly errors: string
}

async function tryToStart(engine: Engine, spec: ContainerSpec): Promise<StartedContainer | FailedStart> {
  const extension = extname(import.meta.url)
  const file = fileURLToPath(new URL(`./container-starter${extension}`, import.meta.url))
  const flags = extension === '.ts' ? ['--conditions=source', '--disable-warning=ExperimentalWarning'] : []
  const child = spawn(process.execPath, [...flags, file], {
    env: {
      ...process.env,
      NODE_OPTIONS: '',
      DOCKER_HOST: engine.address.uri,
      // Loading Testcontainers is a third of a cold start.
      NODE_COMPILE_CACHE: join(servicesFolder(), 'compile-cache'),
    },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  child.stdin.end(JSON.stringify(spec))
  const [output, errors, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')])
  if (code === 0) return JSON.parse(output) as StartedContainer
  // Of one that ended at once Testcontainers knows no words, and leaves it there; any other it has removed.
  const lastWords = await readContainerLog(engine, spec.name, lastLines).catch(() => '')
  await removeContainer(engine, spec.name)
  return { errors: `${errors}\n${lastWords}`.trim() }
}

/** What the starter wrote: its error, and below it the last lines of the container. */
function describeFailure({ image, startLimitMs }: ContainerSpec, errors: string): CourseError {
  const [reason = '', ...words] = errors.split('\n')
  const lastWords = words.length > 0 ? ` Its last words:\n${words.join('\n')}` : ''
  if (/not received after/.test(reason)) {
    return new CourseError('SERVICE_NOT_AVAILABLE', {
      message: `a container of ${image} was not ready within ${startLimitMs / 1000} s.${lastWords}`,
      hint: `If the machine is slow, allow more: KATA_START_SECONDS=${(startLimitMs / 1000) * 3}.`,
    })
  }
  const what = /stream ended/.test(reason) ? 'ended while it started' : `did not start: ${reason}`
  return new CourseError('SERVICE_NOT_AVAILABLE', { message: `a container of ${image} ${what}.${lastWords}` })
}
