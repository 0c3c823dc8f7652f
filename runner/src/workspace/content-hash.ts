import { createHash } from 'node:crypto'

/** A short fingerprint of a text, the same whatever its line ends are. */
export function contentHash(text: string): string {
  return createHash('sha256').update(withLfEnds(text)).digest('hex').slice(0, 16)
}

/** The text as it is compared everywhere: with LF line ends. */
export function withLfEnds(text: string): string {
  return text.replaceAll('\r\n', '\n')
}
