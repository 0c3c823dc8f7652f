import wrapAnsi from 'wrap-ansi'

/** A line of code in at most `width` places; what does not fit goes on below it, further to the right. */
export function wrapCode(line: string, width: number): string[] {
  const [first = '', ...rest] = wrapAnsi(line, Math.max(20, width - 4), { hard: true, trim: false }).split('\n')
  return [first, ...rest.map((part) => `    ${part.trimStart()}`)]
}
