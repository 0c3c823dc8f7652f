// Loaded into the worker before vitest: everything that the learner's code prints goes to the host at once and
// in order, up to a limit, so that a loop that prints for ever neither fills the memory nor the screen.
import { parentPort } from 'node:worker_threads'
import type { TapMessage } from './tap-message.ts'

const limitBytes = 64 * 1024
let bytesLeft = limitBytes

tap(process.stdout)
tap(process.stderr)

function tap(stream: NodeJS.WriteStream): void {
  stream.write = (chunk: string | Uint8Array, encodingOrDone?: unknown, done?: unknown): boolean => {
    tell(typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString())
    const callback = typeof encodingOrDone === 'function' ? encodingOrDone : done
    if (typeof callback === 'function') queueMicrotask(() => callback())
    return true
  }
}

function tell(text: string): void {
  if (text === '' || bytesLeft <= 0) return
  const shown = text.slice(0, bytesLeft)
  bytesLeft -= Buffer.byteLength(text)
  const end = bytesLeft <= 0 ? `\n… more than ${limitBytes / 1024} KB was printed; the rest is not shown\n` : ''
  parentPort?.postMessage({ isFromTap: true, type: 'output', text: shown + end } satisfies TapMessage)
}
