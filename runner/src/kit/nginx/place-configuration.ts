import { type Directive, parseConfiguration, type Word } from './parse-configuration.ts'
import { requestsLog } from './request-log.ts'

/** Where the names of a configuration are on this machine. */
export interface Addresses {
  /** What `listen 80` has to say, so that tests reach the server. */
  readonly listen: string
  /** From a name such as `app-1:8080` to the address by which nginx reaches it. */
  readonly apps: ReadonlyMap<string, string>
  /** A free address for every other port that a server listens on, for its own use. */
  readonly own: ReadonlyMap<number, string>
}

/** A replacement for a part of the text. It holds no line breaks that the part does not hold. */
interface Edit {
  readonly start: number
  readonly end: number
  readonly text: string
}

const publicPort = 80
const errorLog = 'error.log'

/** The ports other than 80 that servers of this configuration listen on. */
export function findOwnPorts(text: string): readonly number[] {
  const listens = serversOf(parseConfiguration(text)).flatMap((server) => named(server, 'listen'))
  const ports = listens.map((listen) => portOf(listen)).filter((port) => port !== undefined && port !== publicPort)
  return [...new Set(ports)].flatMap((port) => port ?? [])
}

/**
 * The configuration as nginx can have it on this machine: apps by their addresses, `listen 80` at a free port, and the
 * logs where the kit reads them. Every line stays on its line, so nginx's messages fit the learner's file.
 */
export function placeConfiguration(text: string, addresses: Addresses): string {
  const directives = parseConfiguration(text)
  const edits = [
    ...serversOf(directives).flatMap((server) => placeListens(server, addresses)),
    ...placeLogs(directives, text),
    ...placeNames(directives, addresses),
  ]
  return apply(text, edits)
}

function serversOf(directives: readonly Directive[]): readonly Directive[] {
  return directives.filter(({ name, block }) => name === 'server' && block !== undefined)
}

function named({ block = [] }: Directive, name: string): readonly Directive[] {
  return block.filter((directive) => directive.name === name)
}

/** Undefined for a socket in the file system. */
function portOf({ words: [address] }: Directive): number | undefined {
  if (!address || address.text.startsWith('unix:')) return undefined
  const port = /(?:^|:)(\d+)$/.exec(address.text)?.[1]
  return port === undefined ? publicPort : Number(port)
}

function placeListens(server: Directive, { listen: publicAddress, own }: Addresses): readonly Edit[] {
  const listens = named(server, 'listen')
  // Without one nginx would listen on every address of the machine.
  if (listens.length === 0) return [{ start: server.end, end: server.end, text: ` listen ${publicAddress};` }]
  const seen = new Set<number>()
  return listens.flatMap((directive) => {
    const port = portOf(directive)
    const [address] = directive.words
    if (port === undefined || !address) return []
    // The same port once more, usually for IPv6.
    if (seen.has(port)) return [{ start: directive.start, end: directive.end, text: '' }]
    seen.add(port)
    const text = port === publicPort ? publicAddress : (own.get(port) ?? address.text)
    return [{ start: address.start, end: address.end, text }]
  })
}

/** Each level with a log of its own keeps the kit's in its place; files of the machine are not written. */
function placeLogs(directives: readonly Directive[], text: string, depth = 0): readonly Edit[] {
  let hasLog = depth === 0
  return directives.flatMap((directive) => {
    const { name, words, block, start, end } = directive
    if (block) return placeLogs(block, text, depth + 1)
    const first = words[0]
    const last = words.at(-1)
    if (name === 'error_log' && first) return [{ start: first.start, end: first.end, text: errorLog }]
    if (name !== 'access_log' || !first || !last) return []
    const isFirst = !hasLog
    hasLog = true
    return [isFirst ? { start: first.start, end: last.end, text: requestsLog } : { start, end, text: '' }]
  })
}

function placeNames(directives: readonly Directive[], { apps, own }: Addresses): readonly Edit[] {
  const names = new Map(apps)
  for (const [port, address] of own)
    for (const host of ['127.0.0.1', 'localhost']) names.set(`${host}:${port}`, address)
  return wordsOf(directives).flatMap(({ text, start, end }) => {
    const placed = [...names].reduce((word, [name, address]) => replaceName(word, name, address), text)
    return placed === text ? [] : [{ start, end, text: placed }]
  })
}

function wordsOf(directives: readonly Directive[]): readonly Word[] {
  return directives.flatMap(({ name, words, block = [] }) => [...(name === 'listen' ? [] : words), ...wordsOf(block)])
}

/** Not inside a longer name or port: `app-1:8080` is no part of `my-app-1:80801`. */
function replaceName(text: string, name: string, address: string): string {
  const escaped = name.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
  return text.replaceAll(new RegExp(String.raw`(?<![\w.-])${escaped}(?![\w.-])`, 'g'), address)
}

function apply(text: string, edits: readonly Edit[]): string {
  let placed = text
  for (const edit of edits.toSorted((a, b) => b.start - a.start)) {
    const lines = placed.slice(edit.start, edit.end).replaceAll(/[^\n]/g, '')
    placed = `${placed.slice(0, edit.start)}${edit.text}${lines}${placed.slice(edit.end)}`
  }
  return placed
}
