import stringWidth from 'string-width'
import { paintFor } from '../terminal/paint.ts'
import type { Screen } from '../terminal/screen.ts'

/** A key and what it does, in one word. */
export interface KeyName {
  readonly key: string
  readonly does: string
}

const indent = '   '
const gap = '   '

/** The keys that do something now, in as many lines as the screen needs. */
export function renderKeys(keys: readonly KeyName[], screen: Screen): string {
  if (screen.isPlain) return `Keys: ${keys.map(({ key, does }) => `${key}: ${does}`).join(', ')}.\n`
  const paint = paintFor(screen)
  const lines: string[] = []
  for (const { key, does } of keys) {
    const name = `${paint.command(key)} ${does}`
    const last = lines.at(-1)
    const longer = `${last}${gap}${name}`
    if (last !== undefined && stringWidth(indent + longer) <= screen.columns) lines[lines.length - 1] = longer
    else lines.push(name)
  }
  return lines.map((line) => `${indent}${line}\n`).join('')
}
