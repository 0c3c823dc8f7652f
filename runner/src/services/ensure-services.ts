import { CourseError } from '../errors.ts'
import { askKeeper } from './client/connect-to-keeper.ts'
import type { RunningService, ServiceNeeds } from './service.ts'
import type { ServiceProgress } from './service-progress.ts'
import { readServiceSettings } from './service-settings.ts'
import { isWarmServiceName, type WarmServiceName, warmServiceNames } from './warm-service.ts'

export interface EnsureOptions {
  /** Images may be downloaded. */
  readonly pull: boolean
  readonly onProgress?: (progress: ServiceProgress) => void
  /** Stops the waiting, not the start: what has begun is there for the next command. */
  readonly signal?: AbortSignal
}

/**
 * Makes sure that the services run and answer: starts the keeper when none does, and what is missing, in parallel.
 * Several of one kind are served by one warm server, as each lease is isolated from the others.
 */
export async function ensureServices(needs: ServiceNeeds, options: EnsureOptions): Promise<RunningService[]> {
  const services = warmNeeds(needs)
  if (Object.keys(services).length === 0) return []
  const { pull, onProgress, signal } = options
  signal?.throwIfAborted()
  const settings = readServiceSettings()
  const { result } = await abortable(askKeeper('ensure', { services, pull, settings }, onProgress), signal)
  return [...result]
}

function warmNeeds(needs: ServiceNeeds): Readonly<Partial<Record<WarmServiceName, number>>> {
  const wanted = Object.entries(needs).filter(([, count]) => count > 0)
  const unknown = wanted.flatMap(([name]) => (isWarmServiceName(name) ? [] : [name]))
  if (unknown.length === 0) return Object.fromEntries(wanted)
  throw new CourseError('SERVICE_NOT_AVAILABLE', {
    message: `This version can't run ${unknown.join(' and ')}; it runs ${warmServiceNames.join(', ')}.`,
    hint: 'Update loadbearing.',
  })
}

async function abortable<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return work
  const aborted = Promise.withResolvers<never>()
  const onAbort = () => aborted.reject(signal.reason)
  signal.addEventListener('abort', onAbort, { once: true })
  return Promise.race([work, aborted.promise]).finally(() => signal.removeEventListener('abort', onAbort))
}
