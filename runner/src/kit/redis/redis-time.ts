import { createHash } from 'node:crypto'
import type { Command } from '../wire/unit.ts'

/** In these the word TIME need not be the command, but a script without it never asks for the time. */
const asksForTime = /\btime\b/i

/**
 * The time that a test let pass for a Redis server, as its clients see it. The server's own clock is the machine's and
 * can't be set, so `TIME` and scripts that ask for it are sent in other words, which add what has passed. Keys with a time
 * to live are aged by `ageKeys`. Functions (FCALL) see the machine's time.
 */
export class RedisTime {
  #passedMs = 0
  /** What the server was taught by EVAL or SCRIPT LOAD and asks for the time, by its SHA-1. */
  readonly #scripts = new Map<string, string>()

  pass(ms: number): void {
    this.#passedMs += ms
  }

  /** The server was started again, or told to: it knows no script any more. */
  forgetScripts(): void {
    this.#scripts.clear()
  }

  /** The bytes of `command` in the words in which they go to the server. */
  translate({ name, args }: Command, bytes: Buffer): Buffer {
    if (name === 'TIME' && this.#passedMs > 0) return encode(['EVAL', this.#shift("return redis.call('TIME')"), '0'])
    if (name === 'SCRIPT' && args[0]?.toUpperCase() === 'FLUSH') this.forgetScripts()
    if (name === 'SCRIPT' && args[0]?.toUpperCase() === 'LOAD') this.#learn(args[1])
    if (/^EVAL(_RO)?$/.test(name)) return this.#withScript(bytes, this.#learn(args[0]))
    if (!/^EVALSHA(_RO)?$/.test(name)) return bytes
    const known = this.#scripts.get(args[0]?.toLowerCase() ?? '')
    return this.#withScript(bytes, known, name.replace('SHA', ''))
  }

  /** The script, when it asks for the time. */
  #learn(script = ''): string | undefined {
    if (!asksForTime.test(script)) return undefined
    this.#scripts.set(createHash('sha1').update(script).digest('hex'), script)
    return script
  }

  #withScript(bytes: Buffer, script: string | undefined, name?: string): Buffer {
    if (script === undefined || this.#passedMs === 0) return bytes
    const [first = '', ...rest] = readBulks(bytes)
    return encode([name ?? first, this.#shift(script), ...rest.slice(1)])
  }

  /** In front of the script's first line of code, so that errors keep their line. */
  #shift(script: string): string {
    const shebang = /^#!.*\n/.exec(script)?.[0] ?? ''
    return `${shebang}${timeShifted(this.#passedMs)}${script.slice(shebang.length)}`
  }
}

/** Lua that puts a `redis` of its own before the script, for which so much more time has passed. */
function timeShifted(passedMs: number): string {
  const [seconds, us] = [Math.floor(passedMs / 1_000), Math.round((passedMs % 1_000) * 1_000)]
  return `local redis = (function(real)
local function shifted(ask) return function(name, ...)
local reply = ask(name, ...)
if string.upper(tostring(name)) ~= 'TIME' then return reply end
local us = tonumber(reply[2]) + ${us}
local s = tonumber(reply[1]) + ${seconds} + math.floor(us / 1000000)
return { string.format('%.0f', s), string.format('%.0f', us % 1000000) }
end end
return setmetatable({ call = shifted(real.call), pcall = shifted(real.pcall) }, { __index = real })
end)(redis) `.replaceAll('\n', ' ')
}

/** The arguments of one command as they came, whatever their bytes mean. */
function readBulks(bytes: Buffer): Buffer[] {
  const bulks: Buffer[] = []
  for (let at = bytes.indexOf('\r\n') + 2; at < bytes.length; ) {
    const start = bytes.indexOf('\r\n', at) + 2
    const end = start + Number(bytes.toString('latin1', at + 1, start - 2))
    bulks.push(bytes.subarray(start, end))
    at = end + 2
  }
  return bulks
}

function encode(parts: readonly (string | Buffer)[]): Buffer {
  const bulks = parts.map((part) => Buffer.from(part as string))
  const written = bulks.flatMap((bulk) => [Buffer.from(`$${bulk.length}\r\n`), bulk, Buffer.from('\r\n')])
  return Buffer.concat([Buffer.from(`*${bulks.length}\r\n`), ...written])
}
