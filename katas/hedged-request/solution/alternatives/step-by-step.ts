import type { Clock } from 'loadbearing/kit'

/** Two servers that hold the same data. Reading from them changes nothing. */
export type Replicas = readonly [first: string, second: string]

/** Resolves with the first good answer, one below 500. Rejects when both servers have failed. */
export type Get = (replicas: Replicas, signal?: AbortSignal) => Promise<Response>

/** How long the first server may take before the second one is asked, too. */
export const hedgeAfterMs = 100

interface Outcome {
  readonly response?: Response
  readonly error?: unknown
}

/** Waits step by step: for the first or the time, then for whoever ends, then for the other. */
export function createGet(clock: Clock): Get {
  let coins = 10
  let asOfMs = clock.now()

  function takeCoin(): boolean {
    coins = Math.min(10, coins + (clock.now() - asOfMs) / 5_000)
    asOfMs = clock.now()
    if (coins < 1) return false
    coins -= 1
    return true
  }

  async function read([first, second]: Replicas, end: AbortController): Promise<Response> {
    const one = attempt(first, end.signal)
    const early = await Promise.race([one, clock.sleep(hedgeAfterMs, end.signal).then(() => undefined)])
    if (early?.response) return early.response
    end.signal.throwIfAborted()
    if (!takeCoin()) return open(early ?? (await one))
    const two = attempt(second, end.signal)
    const sooner = early ? await two : await Promise.race([one, two])
    return open(sooner.response || early ? sooner : await otherOf(sooner, one, two))
  }

  return async (replicas, signal) => {
    coins = Math.min(10, coins + 0.08)
    const end = new AbortController()
    const leave = () => end.abort(signal?.reason)
    signal?.addEventListener('abort', leave)
    try {
      return await read(replicas, end)
    } finally {
      signal?.removeEventListener('abort', leave)
      end.abort()
    }
  }
}

async function attempt(url: string, signal: AbortSignal): Promise<Outcome> {
  try {
    const response = await fetch(url, { signal })
    if (response.status >= 500) return { error: new Error(`The server answered ${response.status}.`) }
    return { response: new Response(await response.text(), response) }
  } catch (error) {
    return { error }
  }
}

async function otherOf(known: Outcome, one: Promise<Outcome>, two: Promise<Outcome>): Promise<Outcome> {
  const both = await Promise.all([one, two])
  return both.find((outcome) => outcome !== known) ?? known
}

function open({ response, error }: Outcome): Response {
  if (response) return response
  throw error
}
