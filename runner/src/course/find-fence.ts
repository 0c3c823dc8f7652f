/** A fenced code block between two line numbers, counted from 0 and both inclusive. */
interface Fence {
  /** What stands behind the opening backticks: `ts`, `predict`, `figure two-writers`. */
  readonly info: string
  readonly start: number
  readonly end: number
  /** The lines between the fences. */
  readonly content: readonly string[]
}

/** The code fence which opens at line `start`, if one does. A fence that nothing closes runs to the end. */
export function findFence(lines: readonly string[], start: number): Fence | undefined {
  const opening = /^ {0,3}(`{3,}|~{3,})\s*([^`]*)$/.exec(lines[start] ?? '')
  if (opening?.[1] === undefined) return undefined
  const closing = new RegExp(`^ {0,3}${opening[1][0]}{${opening[1].length},}\\s*$`)
  const found = lines.findIndex((line, index) => index > start && closing.test(line))
  const end = found === -1 ? lines.length - 1 : found
  const content = lines.slice(start + 1, found === -1 ? lines.length : found)
  return { info: (opening[2] ?? '').trim(), start, end, content }
}
