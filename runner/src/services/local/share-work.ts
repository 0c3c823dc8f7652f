const underWay = new Map<string, Promise<unknown>>()

/** Work that somebody in this process is doing already is waited for, and not begun a second time. */
export function shareWork<T>(key: string, work: () => Promise<T>): Promise<T> {
  const running = underWay.get(key) as Promise<T> | undefined
  if (running) return running
  const started = work().finally(() => underWay.delete(key))
  underWay.set(key, started)
  return started
}
