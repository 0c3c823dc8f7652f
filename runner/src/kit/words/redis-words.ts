import { ageScript } from '../redis/age-keys.ts'
import type { Command, RedisUnit, Reply } from '../wire/unit.ts'
import { shorten, type Wording } from './wording.ts'

interface Described {
  readonly text: string
  readonly short?: string
  /** Where the bare reply would not tell. */
  readonly result?: string
}

type Describe = (args: readonly string[], reply: Reply | undefined) => Described

const reading: Describe = ([key], reply) => ({ text: `reads ${key}`, short: `reads ${renderReply(reply)}` })
const sorted = (text: string): { text: string; short: string } => ({ text, short: text })

const descriptions: Readonly<Record<string, Describe>> = {
  GET: reading,
  GETDEL: ([key], reply) => ({ text: `reads and deletes ${key}`, short: `reads and deletes ${renderReply(reply)}` }),
  TTL: ([key]) => sorted(`asks how long ${key} lives`),
  PTTL: ([key]) => sorted(`asks how long ${key} lives`),
  EXISTS: ([key]) => sorted(`asks whether ${key} exists`),
  HGET: ([key, field], reply) => ({ text: `reads ${field} of ${key}`, short: `reads ${renderReply(reply)}` }),
  SET: describeSet,
  SETNX: ([key, value = ''], reply) => describeSet([key ?? '', value, 'NX'], reply === 1 ? 'OK' : null),
  SETEX: ([key, , value]) => ({
    text: `sets ${key} = ${shorten(value ?? '', 40)}`,
    short: `writes ${shorten(value ?? '', 40)}`,
  }),
  DEL: (keys) => sorted(`deletes ${keys.join(', ')}`),
  UNLINK: (keys) => sorted(`deletes ${keys.join(', ')}`),
  INCR: ([key]) => sorted(`adds 1 to ${key}`),
  DECR: ([key]) => sorted(`takes 1 from ${key}`),
  INCRBY: ([key, by]) => sorted(`adds ${by} to ${key}`),
  DECRBY: ([key, by]) => sorted(`takes ${by} from ${key}`),
  EXPIRE: ([key, seconds]) => sorted(`lets ${key} live ${seconds} s`),
  PEXPIRE: ([key, ms]) => sorted(`lets ${key} live ${ms} ms`),
  WATCH: (keys) => sorted(`watches ${keys.join(', ')}`),
  PUBLISH: ([channel, message = '']) => sorted(`publishes ${shorten(message, 30)} on ${channel}`),
  EVAL: (args, reply) => (args[0] === ageScript ? describeAgeing(args, reply) : describeScript(args)),
  EVALSHA: describeScript,
  FCALL: describeScript,
}

/** Puts a unit into words, from the commands and what Redis answered. */
export function describeRedisUnit(unit: RedisUnit): Wording {
  const isTransaction = unit.commands[0]?.name === 'MULTI'
  const replies = isTransaction ? transactionReplies(unit) : unit.replies
  const commands = isTransaction
    ? unit.commands.filter((command) => !['MULTI', 'EXEC'].includes(command.name))
    : unit.commands
  const parts = commands.map((command, at) => describeCommand(command, replies?.[at]))
  const texts = parts.map((part) => part.text).join(' and ')
  const shorts = parts.map((part) => part.short ?? part.text).join(' and ')
  if (isTransaction && replies === undefined)
    return { text: `${texts} (MULTI)`, result: 'refused: a watched key changed', short: 'is refused by EXEC' }
  return {
    text: isTransaction ? `${texts} (MULTI)` : texts,
    result: shorten(
      (replies ?? [])
        .slice(0, parts.length)
        .map((reply, at) => parts[at]?.result ?? renderReply(reply))
        .join('; '),
    ),
    short: shorts,
  }
}

/** What EXEC answered, or undefined when it was refused. */
function transactionReplies(unit: RedisUnit): readonly Reply[] | undefined {
  const last = unit.replies.at(-1)
  return Array.isArray(last) ? last : undefined
}

function describeCommand({ name, args }: Command, reply: Reply | undefined): Described {
  const described = descriptions[name]?.(args, reply) ?? sorted(shorten([name, ...args].join(' ')))
  return isFailure(reply) ? { ...described, short: `${described.text}: ${reply.failure}` } : described
}

function describeSet(
  [key, value = '', ...options]: readonly string[],
  reply: Reply | undefined,
): { text: string; short: string } {
  const flags = options.map((option) => option.toUpperCase())
  const isConditional = flags.includes('NX')
  const shown = shortenValue(value)
  const condition = isConditional ? ' if it is absent' : flags.includes('XX') ? ' if it exists' : ''
  const text = `sets ${key} = ${shown}${condition}`
  if (!isConditional) return { text, short: `writes ${shown}` }
  return { text, short: reply === null ? `does not get ${key}` : `gets ${key}` }
}

function describeScript([, count = '0', ...rest]: readonly string[]): { text: string; short: string } {
  const keys = rest.slice(0, Number(count))
  return sorted(keys.length > 0 ? `runs a script on ${keys.join(', ')}` : 'runs a script')
}

/** What an actor does by `letTimePass`. */
function describeAgeing([, , ms = '']: readonly string[], reply: Reply | undefined): Described {
  const duration = Number(ms) % 1000 === 0 ? `${Number(ms) / 1000} s` : `${ms} ms`
  const text = `lets ${duration} pass`
  if (!Array.isArray(reply)) return { text, short: text }
  const result =
    reply.length === 0 ? 'no key expires' : `${reply.join(' and ')} ${reply.length > 1 ? 'expire' : 'expires'}`
  return { text, short: `${text}: ${result}`, result }
}

function isFailure(reply: Reply | undefined): reply is { failure: string } {
  return typeof reply === 'object' && reply !== null && 'failure' in reply
}

/** `nothing` for a missing key, the value otherwise. */
function renderReply(reply: Reply | undefined): string {
  if (reply === undefined) return ''
  if (reply === null) return 'nothing'
  if (isFailure(reply)) return shorten(reply.failure)
  if (isMany(reply)) return reply.length > 3 ? `${reply.length} values` : reply.map(renderReply).join(', ') || 'nothing'
  return shortenValue(String(reply))
}

function isMany(reply: Reply): reply is readonly Reply[] {
  return Array.isArray(reply)
}

/** A random UUID is known again by its first eight digits, and so fits into a line. */
function shortenValue(value: string): string {
  return shorten(value.replace(/\b([0-9a-f]{8})-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}\b/g, '$1…'), 40)
}
