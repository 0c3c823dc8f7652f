/** What a wrong solution says of itself in its first two lines. */
export interface WrongHeader {
  readonly fails?: string
  readonly hint?: string
}

const comment = /^\s*(?:\/\/|--|#)\s*(fails|hint):\s*(.*?)\s*$/

/** Reads `fails: <test name>` and `hint: <heading>` from the first two lines, as comments of TypeScript, SQL or a conf file. */
export function readWrongHeader(text: string): WrongHeader {
  const [first, second] = text.split('\n').map((line) => comment.exec(line))
  const fails = first?.[1] === 'fails' ? first[2] : undefined
  const hint = second?.[1] === 'hint' ? second[2] : undefined
  return { ...(fails ? { fails } : {}), ...(hint ? { hint } : {}) }
}
