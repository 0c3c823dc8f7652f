/** One statement of a script: its text without comments before it and the semicolon after it, and where it begins. */
export interface SqlStatement {
  readonly text: string
  /** Counted from 0. */
  readonly offset: number
}

/** A semicolon, and what one ends nothing in: comments, strings, quoted names, dollar-quoted bodies. */
const opaque = /--[^\n]*|\/\*|E'(?:[^'\\]|\\.|'')*'|'(?:[^']|'')*'|"(?:[^"]|"")*"|\$(?:[a-z_]\w*)?\$|;/giy

/** Splits a script at its semicolons as psql does; bodies of functions have to be dollar-quoted. */
export function splitStatements(script: string): SqlStatement[] {
  const statements: SqlStatement[] = []
  let start: number | undefined
  let at = 0
  const finish = (end: number): void => {
    if (start !== undefined) statements.push({ text: script.slice(start, end).trimEnd(), offset: start })
    start = undefined
  }
  while (at < script.length) {
    const token = readOpaque(script, at)
    const isComment = /^(?:--|\/\*)/.test(token)
    if (token === ';') finish(at)
    else if (start === undefined && !isComment && !/\s/.test(script[at] ?? '')) start = at
    at += Math.max(1, token.length)
  }
  finish(script.length)
  return statements
}

/** The comment, quoted text or semicolon that begins here; empty when none does. */
function readOpaque(script: string, at: number): string {
  opaque.lastIndex = at
  const token = isInsideWord(script, at) ? '' : (opaque.exec(script)?.[0] ?? '')
  if (token === '/*') return script.slice(at, endOfComment(script, at))
  if (!token.startsWith('$')) return token
  const end = script.indexOf(token, at + token.length)
  return script.slice(at, end === -1 ? script.length : end + token.length)
}

/** In `name$1$`, `$1$` quotes nothing, and neither does the `E` of `CASE'x'`. */
function isInsideWord(script: string, at: number): boolean {
  return /[\w$E]/i.test(script[at] ?? '') && /[\w$]/.test(script[at - 1] ?? '')
}

function endOfComment(script: string, at: number): number {
  const marks = /\/\*|\*\//g
  marks.lastIndex = at
  let depth = 0
  for (let mark = marks.exec(script); mark; mark = marks.exec(script)) {
    depth += mark[0] === '/*' ? 1 : -1
    if (depth === 0) return marks.lastIndex
  }
  return script.length
}
