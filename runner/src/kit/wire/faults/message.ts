import type { WireUnit } from '../unit.ts'

/**
 * Names a message of a protocol. A text names what begins with it, in any case: `COMMIT`, `UPDATE accounts`, `SET lock`,
 * `POST /charges`. A regular expression is tried on the same text; a function sees the whole unit.
 */
export type MessageName = string | RegExp | ((unit: WireUnit) => boolean)

export function isNamed(name: MessageName, unit: WireUnit): boolean {
  if (typeof name === 'function') return name(unit)
  const texts = textsOf(unit)
  if (typeof name !== 'string') return texts.some((text) => text.search(name) >= 0)
  const beginning = tidy(name).toLowerCase()
  return texts.some((text) => text.toLowerCase().startsWith(beginning))
}

/** What can be named in it: its statements, its commands, or its request line without the version. */
export function textsOf(unit: WireUnit): string[] {
  if (unit.service === 'postgres') return unit.statements.map(({ text }) => tidy(text))
  if (unit.service === 'redis') return unit.commands.map(({ name, args }) => tidy([name, ...args].join(' ')))
  return unit.service === 'http' ? [unit.request.startLine.replace(/ HTTP\/\S+$/, '')] : [unit.name]
}

export function renderMessageName(name: MessageName): string {
  return typeof name === 'function' ? 'a message that its function names' : String(name)
}

function tidy(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}
