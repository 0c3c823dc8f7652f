import type { Redis } from 'ioredis'
import { CourseError } from '../../errors.ts'
import { homeId } from '../data-folder.ts'
import { wayOut } from './external-variable.ts'
import { claimLibrary } from './redis-contents.ts'

/** What is written into the mark: enough for a later keeper to put the server back. */
interface Claim {
  /** Whose keeper it was. */
  readonly home: string
  /** The server's settings at that time. */
  readonly settings: Readonly<Record<string, string>>
}

/** Settings which no kata changes, and which would tell a secret, or can't be set again. */
const privateSettings = /pass|auth|user|tls|bind|port|dir|file|socket|ignore-warnings|enable-/

/** Marks the server as lent to this data folder's keeper. False when somebody else was faster. */
export async function markClaimed(client: Redis): Promise<boolean> {
  const claim: Claim = { home: homeId(), settings: await readSettings(client) }
  const code = `#!lua name=${claimLibrary}\n-- ${JSON.stringify(claim)}\nredis.register_function('${claimLibrary}', function() return 1 end)`
  return client.call('FUNCTION', 'LOAD', code).then(
    () => true,
    (error: Error) => {
      if (/already exists/.test(error.message)) return false
      throw error
    },
  )
}

/** Who has marked the server; undefined when nobody has. */
export async function findClaim(client: Redis): Promise<Claim | undefined> {
  const [library] = (await client.call('FUNCTION', 'LIST', 'LIBRARYNAME', claimLibrary, 'WITHCODE')) as unknown[][]
  const code = library && String(library[library.indexOf('library_code') + 1])
  const text = code?.match(/^-- (.*)$/m)?.[1]
  return text === undefined ? undefined : (JSON.parse(text) as Claim)
}

export function isOurs({ home }: Claim): boolean {
  return home === homeId()
}

/** Empties the server and puts its settings back. The mark goes last: what is still marked may still be emptied. */
export async function emptyClaimed(client: Redis, { settings }: Claim): Promise<void> {
  for (const kind of ['SCRIPT', 'FUNCTION']) await client.call(kind, 'KILL').catch(() => undefined)
  await client.call('CLIENT', 'UNPAUSE')
  await client.flushall()
  await client.script('FLUSH')
  for (const [name, value] of Object.entries(await readSettings(client))) {
    const before = settings[name]
    if (before !== undefined && before !== value) await client.config('SET', name, before)
  }
  await client.call('FUNCTION', 'FLUSH')
}

export function claimedByOthers(place: string): CourseError {
  return new CourseError('SERVICE_BUSY', {
    message: `The external Redis at ${place} is in use by another runner, with another KATA_HOME.`,
    hint: wayOut(
      'redis',
      `Wait until it ends. If it was killed and what is in that Redis is of no use any more: FUNCTION DELETE ${claimLibrary}, then FLUSHALL.`,
    ),
  })
}

async function readSettings(client: Redis): Promise<Record<string, string>> {
  const answer = (await client.call('CONFIG', 'GET', '*')) as string[] | Record<string, string>
  const pairs = Array.isArray(answer) ? pairUp(answer) : Object.entries(answer)
  return Object.fromEntries(pairs.filter(([name]) => !privateSettings.test(name)))
}

function pairUp(words: readonly string[]): [string, string][] {
  return words.flatMap((word, at) => (at % 2 === 0 ? [[word, words[at + 1] ?? ''] as [string, string]] : []))
}
