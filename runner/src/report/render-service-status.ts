import type { RunningService } from '../services/service.ts'
import { paintFor } from '../terminal/paint.ts'
import type { Screen } from '../terminal/screen.ts'
import { showBytes } from '../terminal/show-bytes.ts'

/** What is shown of the keeper and its servers. */
export interface ShownStatus {
  readonly processId: number
  readonly memoryBytes: number
  readonly services: readonly RunningService[]
  readonly leases: number
  readonly kept: readonly { readonly label: string; readonly service: string; readonly keptAt: number }[]
  readonly stopsInMs: number
}

/** Which servers run, from where, and what failed runs left; undefined when there is no keeper. */
export function renderServiceStatus(status: ShownStatus | undefined, screen: Screen, nowMs: number): string {
  const paint = paintFor(screen)
  if (!status) return `No server runs. ${paint.quiet('They are started by the first kata that needs them.')}\n`
  const width = Math.max(9, ...status.services.map(({ name }) => name.length))
  const pad = (name: string) => name.padEnd(width)
  const services = status.services.map((service) => `${paint.strong(pad(service.name))} ${describe(service, nowMs)}`)
  const kept = status.kept.map(
    ({ label, service, keptAt }) =>
      `${paint.strong(pad('kept'))} ${service} of ${label}, ${age(nowMs - keptAt)} ago: kata sh ${service}`,
  )
  const keeper = `process ${status.processId}, ${showBytes(status.memoryBytes)}, ${status.leases} in use`
  const end = status.leases > 0 ? '' : `, stops in ${age(status.stopsInMs)} unless used`
  return `${[...services, ...kept, paint.quiet(`${pad('keeper')} ${keeper}${end}`)].join('\n')}\n`
}

function describe(
  { version, provider, host, port, standbyPorts = [], processId, containerId, startedAt }: RunningService,
  nowMs: number,
): string {
  const place = containerId ? `container ${containerId.slice(0, 12)}` : processId ? `process ${processId}` : 'not ours'
  const standbys = standbyPorts.length > 0 ? `, standby ${standbyPorts.map((each) => `:${each}`).join(' ')}` : ''
  return `${version.padEnd(7)} ${provider}, ${host}:${port}${standbys}, ${place}, since ${age(nowMs - startedAt)}`
}

function age(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000))
  if (seconds < 90) return `${seconds} s`
  const minutes = Math.round(seconds / 60)
  return minutes < 90 ? `${minutes} min` : `${Math.round(minutes / 60)} h`
}
