import { setTimeout as delay } from 'node:timers/promises'

type Facts = Readonly<Record<string, string>>

/** Tells each difference between what can be changed on the servers now and a second ago, until `signal` is aborted. */
export async function watchFacts(
  read: () => Promise<Facts>,
  tell: (difference: string) => void,
  signal: AbortSignal,
): Promise<void> {
  let before: Facts | undefined
  while (!signal.aborted) {
    const now = await read().catch(() => undefined)
    if (now && before) for (const difference of compareFacts(before, now)) tell(difference)
    before = now ?? before
    await delay(1_000, undefined, { signal }).catch(() => undefined)
  }
}

/** What was added, taken away or changed, in words. */
export function compareFacts(before: Facts, now: Facts): string[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(now)])].sort()
  return names.flatMap((name) => {
    const [was, is] = [before[name], now[name]]
    if (was === is) return []
    if (was === undefined) return [`${name} was added: ${is}`]
    return [is === undefined ? `${name} was removed` : `${name} was changed from ${was} to ${is}`]
  })
}
