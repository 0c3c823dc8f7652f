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

/** Starts a container by Testcontainers, in a process of its own, and waits until it says that it is ready. */
export async function startContainer(engine: Engine, spec: ContainerSpec): Promise<StartedContainer> {
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
  throw describeFailure(spec, `${errors}\n${lastWords}`.trim())
}

/** What the starter wrote: its error, and below it the last lines of the container. */
function describeFailure({ image, startLimitMs }: ContainerSpec, errors: string): CourseError {
  const [reason = '', ...lastLines] = errors.split('\n')
  const lastWords = lastLines.length > 0 ? ` Its last words:\n${lastLines.join('\n')}` : ''
  if (/not received after/.test(reason)) {
    return new CourseError('SERVICE_NOT_AVAILABLE', {
      message: `a container of ${image} was not ready within ${startLimitMs / 1000} s.${lastWords}`,
      hint: `If the machine is slow, allow more: KATA_START_SECONDS=${(startLimitMs / 1000) * 3}.`,
    })
  }
  const what = /stream ended/.test(reason) ? 'ended while it started' : `did not start: ${reason}`
  return new CourseError('SERVICE_NOT_AVAILABLE', { message: `a container of ${image} ${what}.${lastWords}` })
}
