import type { Command, Reply } from './unit.ts'

/**
 * Handshake and health checks: they touch no data, so they are neither recorded nor held at the door. Nor is UNWATCH,
 * of which nobody else can notice when it runs.
 */
const passing = new Set([
  'HELLO',
  'AUTH',
  'CLIENT',
  'INFO',
  'SELECT',
  'READONLY',
  'COMMAND',
  'PING',
  'ECHO',
  'QUIT',
  'RESET',
  'UNWATCH',
])

const subscribing = /^[PS]?(UN)?SUBSCRIBE$/

export function readCommand(value: Reply): Command {
  const words = Array.isArray(value) ? value.map(String) : [String(value)]
  return { name: (words[0] ?? '').toUpperCase(), args: words.slice(1) }
}

export function isPassing(command: Command): boolean {
  return passing.has(command.name)
}

/** Subscribing is answered once for each channel, and by messages that look like those that are published. */
export function isSubscribing(command: Command): boolean {
  return subscribing.test(command.name)
}

const confirmation = /^[ps]?(un)?subscribe$/
const published = /^[ps]?message$/

export function isConfirmation(value: Reply): boolean {
  return Array.isArray(value) && typeof value[0] === 'string' && confirmation.test(value[0])
}

export function isPublished(value: Reply): boolean {
  return Array.isArray(value) && typeof value[0] === 'string' && published.test(value[0])
}
