import { CourseError } from '../../errors.ts'
import type { Engine } from './engine.ts'

/** In a container that was paused meanwhile a command hangs, and with it all that the engine does there. */
const execLimitMs = 30_000
const logLimitMs = 10_000

interface ContainerSummary {
  readonly Id: string
  readonly Names?: readonly string[]
  readonly State: string
  readonly Labels: Readonly<Record<string, string>>
}

/** Containers with this label, running or not. */
export function listContainers(engine: Engine, label: string): Promise<readonly ContainerSummary[]> {
  const filters = encodeURIComponent(JSON.stringify({ label: [label] }))
  return engine.json({ method: 'GET', path: `/containers/json?all=true&filters=${filters}` })
}

interface ContainerState {
  readonly Running: boolean
  readonly Paused: boolean
  readonly OOMKilled: boolean
  readonly ExitCode: number
}

/** How a container is; undefined when there is none of this id, or the engine does not tell in time. */
export async function findContainerState(
  engine: Engine,
  id: string,
  withinMs = 10_000,
): Promise<ContainerState | undefined> {
  const signal = AbortSignal.timeout(withinMs)
  const answer = engine.json<{ State?: ContainerState }>({ method: 'GET', path: `/containers/${id}/json`, signal })
  return (await answer.catch(() => undefined))?.State
}

export async function isContainerRunning(engine: Engine, id: string): Promise<boolean> {
  return (await findContainerState(engine, id))?.Running === true
}

/** From each published port inside a container to its port on this machine. */
export async function readHostPorts(engine: Engine, id: string): Promise<Readonly<Record<string, number>>> {
  type Bindings = Readonly<Record<string, readonly { readonly HostPort: string }[] | null>>
  const path = `/containers/${id}/json`
  const { NetworkSettings } = await engine.json<{ NetworkSettings: { Ports: Bindings } }>({ method: 'GET', path })
  const ports = Object.entries(NetworkSettings.Ports)
  return Object.fromEntries(
    ports.map(([port, bindings]) => [Number.parseInt(port, 10), Number(bindings?.[0]?.HostPort)]),
  )
}

/** What an engine says of itself and of the machine that it runs on. `Info` is what is asked for of it; not every engine tells all. */
export function readInfo<Info extends object>(engine: Engine): Promise<Info> {
  return engine.json<Info>({ method: 'GET', path: '/info' })
}

/** Lets the processes of a paused container go on. */
export async function unpauseContainer(engine: Engine, id: string): Promise<void> {
  await engine.text({ method: 'POST', path: `/containers/${id}/unpause` })
}

/** Removes a container with its volumes, whatever it is doing; content when it is gone already. */
export async function removeContainer(engine: Engine, id: string): Promise<void> {
  await engine.text({ method: 'DELETE', path: `/containers/${id}?force=true&v=true` }).catch(() => undefined)
}

/** The last lines of a container's output. */
export async function readContainerLog(engine: Engine, id: string, lines = 200): Promise<string> {
  const path = `/containers/${id}/logs?stdout=true&stderr=true&tail=${lines}`
  const chunks: Buffer[] = []
  const signal = AbortSignal.timeout(logLimitMs)
  for await (const chunk of await engine.stream({ method: 'GET', path, signal })) chunks.push(chunk as Buffer)
  return stripFrames(Buffer.concat(chunks))
}

/** Runs a shell script in a container and waits for its end. Throws when it fails. */
export async function runInContainer(
  engine: Engine,
  id: string,
  script: string,
  environment: Readonly<Record<string, string>> = {},
): Promise<void> {
  const { exitCode, output } = await tryInContainer(engine, id, script, environment)
  if (exitCode === 0) return
  const message = `a command in the container failed: ${output.trim()}`
  throw new CourseError('SERVICE_NOT_AVAILABLE', { message })
}

interface ExecOptions {
  /** In place of the container's own. */
  readonly user?: string
  readonly limitMs?: number
}

/** Runs a shell script in a container, as its own user or another, and gives back how it ended, and what it wrote. */
export async function tryInContainer(
  engine: Engine,
  id: string,
  script: string,
  environment: Readonly<Record<string, string>> = {},
  { user, limitMs = execLimitMs }: ExecOptions = {},
): Promise<{ readonly exitCode: number; readonly output: string }> {
  const body = {
    Cmd: ['sh', '-c', script],
    Env: Object.entries(environment).map(([name, value]) => `${name}=${value}`),
    AttachStdout: true,
    AttachStderr: true,
    ...(user === undefined ? {} : { User: user }),
  }
  const exec = await engine.json<{ Id: string }>({ method: 'POST', path: `/containers/${id}/exec`, body })
  const chunks: Buffer[] = []
  const path = `/exec/${exec.Id}/start`
  const signal = AbortSignal.timeout(limitMs)
  const start = { method: 'POST', path, body: { Detach: false, Tty: false }, signal } as const
  for await (const chunk of await engine.stream(start)) chunks.push(chunk as Buffer)
  const { ExitCode } = await engine.json<{ ExitCode: number }>({ method: 'GET', path: `/exec/${exec.Id}/json` })
  return { exitCode: ExitCode, output: stripFrames(Buffer.concat(chunks)) }
}

/** Takes away the eight bytes before each piece, which tell standard output from standard error. */
function stripFrames(bytes: Buffer): string {
  const pieces: Buffer[] = []
  for (let at = 0; at + 8 <= bytes.length; ) {
    const length = bytes.readUInt32BE(at + 4)
    pieces.push(bytes.subarray(at + 8, at + 8 + length))
    at += 8 + length
  }
  return Buffer.concat(pieces).toString('utf8')
}
