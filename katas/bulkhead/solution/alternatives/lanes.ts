import type { Clock } from 'loadbearing/kit'

/** Takes what `fetch` takes, and resolves and rejects as it does. */
export type Call = (url: string, init?: RequestInit) => Promise<Response>

export interface Limits {
  readonly atOnce: number
  readonly waiting: number
}

/** So many wait for this dependency already that you may not. Nothing was sent. */
export class BulkheadFull extends Error {
  override readonly name = 'BulkheadFull'

  constructor(origin: string) {
    super(`${origin} has as many callers as it may have.`)
  }
}

const timeoutMs = 10_000

interface Job {
  readonly run: () => Promise<void>
}

/**
 * As many lanes as there may be calls, each of which takes one job after the other. Whoever came last is next: his
 * caller is the likeliest to be still there.
 */
function createLanes(origin: string, { atOnce, waiting }: Limits) {
  let busy = 0
  let jobs: Job[] = []

  async function drive(first: Job): Promise<void> {
    busy += 1
    for (let job: Job | undefined = first; job; job = jobs.pop()) await job.run()
    busy -= 1
  }

  function take(job: Job): void {
    if (busy < atOnce) void drive(job)
    else if (jobs.length < waiting) jobs.push(job)
    else throw new BulkheadFull(origin)
  }

  function cancel(job: Job): void {
    jobs = jobs.filter((other) => other !== job)
  }

  return { take, cancel }
}

export function createCall(clock: Clock, limits: Limits): Call {
  const all = new Map<string, ReturnType<typeof createLanes>>()
  return async (url, init = {}) => {
    const { origin } = new URL(url)
    const lanes = all.get(origin) ?? createLanes(origin, limits)
    all.set(origin, lanes)
    init.signal?.throwIfAborted()
    const answer = Promise.withResolvers<Response>()
    const run = () => fetchInTime(clock, url, init).then(answer.resolve, answer.reject)
    const job = { run }
    const giveUp = () => {
      lanes.cancel(job)
      answer.reject(init.signal?.reason)
    }
    lanes.take(job)
    init.signal?.addEventListener('abort', giveUp)
    return answer.promise.finally(() => init.signal?.removeEventListener('abort', giveUp))
  }
}

async function fetchInTime(clock: Clock, url: string, init: RequestInit): Promise<Response> {
  const limit = new AbortController()
  const answered = new AbortController()
  const giveUp = () => limit.abort(new DOMException('No answer in time.', 'TimeoutError'))
  clock.sleep(timeoutMs, answered.signal).then(giveUp, () => {})
  const signals = init.signal ? [limit.signal, init.signal] : [limit.signal]
  try {
    return await fetch(url, { ...init, signal: AbortSignal.any(signals) })
  } finally {
    answered.abort()
  }
}
