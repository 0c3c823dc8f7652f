/** One archive that apt reads. */
export interface AptSource {
  readonly uri: string
  readonly suite: string
  readonly components: readonly string[]
  /** The keyring named by the source, if it names one. */
  readonly signedBy?: string
}

/** Reads a file of /etc/apt: `.sources` files are blocks of fields, `.list` files have one source a line. */
export function parseAptSources(text: string, isDeb822: boolean): readonly AptSource[] {
  return isDeb822 ? text.split(/\n\s*\n/).flatMap(parseBlock) : text.split('\n').flatMap(parseLine)
}

function parseBlock(block: string): readonly AptSource[] {
  const fields = readFields(block)
  const words = (name: string) => (fields.get(name) ?? '').split(/\s+/).filter(Boolean)
  if (!words('types').includes('deb') || words('enabled')[0] === 'no') return []
  const signedBy = words('signed-by')[0]
  return words('uris').flatMap((uri) =>
    words('suites').map((suite) => ({
      uri,
      suite,
      components: words('components'),
      ...(signedBy ? { signedBy } : {}),
    })),
  )
}

/** Field names in lower case; a line that begins with a space goes on with the field before it. */
function readFields(block: string): ReadonlyMap<string, string> {
  const fields = new Map<string, string>()
  let current = ''
  for (const line of block.split('\n').filter((text) => !text.startsWith('#'))) {
    const match = line.match(/^([A-Za-z-]+):(.*)$/)
    if (match) current = (match[1] ?? '').toLowerCase()
    const text = match ? (match[2] ?? '') : line
    if (current) fields.set(current, `${fields.get(current) ?? ''} ${text.trim()}`)
  }
  return fields
}

function parseLine(line: string): readonly AptSource[] {
  const match = line.match(/^\s*deb\s+(?:\[([^\]]*)\]\s+)?(\S+)\s+(\S+)\s*([^#]*)/)
  if (!match) return []
  const [, options = '', uri = '', suite = '', rest = ''] = match
  const signedBy = options.match(/signed-by=(\S+)/)?.[1]
  return [{ uri, suite, components: rest.split(/\s+/).filter(Boolean), ...(signedBy ? { signedBy } : {}) }]
}
