/** What must not leave the machine, and what stands in its place. */
export interface PrivateText {
  readonly text: string
  readonly replacement: string
  /** Only where it stands as a word of its own: `ada` in `/data/ada`, not in `Canada`. */
  readonly isWord?: boolean
}

/** Replaces what is private in every text within `value`, names of fields included. The longest goes first. */
export function anonymise<Value>(value: Value, privateTexts: readonly PrivateText[]): Value {
  const rules = privateTexts
    .filter(({ text }) => text.length > 1)
    .toSorted((one, other) => other.text.length - one.text.length)
    .map(({ text, replacement, isWord = false }) => ({ pattern: patternOf(text, isWord), replacement }))
  const clean = (text: string): string =>
    rules.reduce((left, { pattern, replacement }) => left.replace(pattern, () => replacement), text)
  return JSON.parse(JSON.stringify(value), (_, part: unknown) => {
    if (typeof part === 'string') return clean(part)
    if (typeof part !== 'object' || part === null || Array.isArray(part)) return part
    return Object.fromEntries(Object.entries(part).map(([name, inner]) => [clean(name), inner]))
  })
}

function patternOf(text: string, isWord: boolean): RegExp {
  // A path is also written with the other kind of slash, as in a URL or an escaped text.
  const pattern = text
    .split(/[/\\]+/)
    .map((part) => part.replaceAll(/[.*+?^${}()|[\]]/g, (sign) => `\\${sign}`))
    .join('[/\\\\]+')
  return new RegExp(isWord ? `(?<![\\p{L}\\p{N}_])${pattern}(?![\\p{L}\\p{N}_])` : pattern, 'giu')
}
