const limitBytes = 1024 * 1024 * 1024
const everyMs = 50

/**
 * Watches how much memory this process uses, as V8's own limits do not end a worker thread reliably: it can
 * collect garbage for minutes instead. Buffers, which no limit of V8 counts, are seen too.
 */
export function guardMemory(onExhausted: (usedBytes: number) => void): void {
  const timer = setInterval(() => {
    const usedBytes = process.memoryUsage.rss()
    if (usedBytes < limitBytes) return
    clearInterval(timer)
    onExhausted(usedBytes)
  }, everyMs)
}
