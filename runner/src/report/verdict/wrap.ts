import wrapAnsi from 'wrap-ansi'

/** Lines of at most `width` places, broken at spaces where there are any. What stands indented stays so. */
export function wrap(text: string, width: number): string[] {
  const indent = /^ */.exec(text)?.[0] ?? ''
  const inner = Math.max(10, width - indent.length)
  return wrapAnsi(text.trim(), inner, { hard: true })
    .split('\n')
    .map((line) => indent + line)
}
