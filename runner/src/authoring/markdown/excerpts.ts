import { readPage } from './page.ts'

/** A fence whose first line names the place that its code was copied from. */
export interface Excerpt {
  readonly path: string
  readonly region?: string
  /** Of the first line below the `from:` line, counted from 1. */
  readonly codeLine: number
  readonly code: string
}

const fromLine = /^(?:\/\/|#|--)\s*from:\s*([^#\s]+)(?:#(\S+))?\s*$/

/** Finds the excerpts of a Markdown text. */
export function findExcerpts(text: string): Excerpt[] {
  return readPage(text).fences.flatMap(({ body, line }) => {
    const [first = '', ...rest] = body.split('\n')
    const match = fromLine.exec(first)
    if (match?.[1] === undefined) return []
    const region = match[2] === undefined ? {} : { region: match[2] }
    return [{ path: match[1], ...region, codeLine: line + 2, code: rest.join('\n') }]
  })
}

/** The text between `#region <name>` and `#endregion`, or the whole file, moved to the left edge. */
export function takeRegion(source: string, region: string | undefined): string | undefined {
  const lines = source.replaceAll('\r\n', '\n').trimEnd().split('\n')
  if (region === undefined) return lines.join('\n')
  const start = lines.findIndex((line) => regionName(line) === region)
  if (start === -1) return undefined
  const length = lines.slice(start + 1).findIndex((line) => /#endregion\b/.test(line))
  if (length === -1) return undefined
  return moveLeft(lines.slice(start + 1, start + 1 + length))
}

function regionName(line: string): string | undefined {
  return /#region\s+(\S+)\s*$/.exec(line)?.[1]
}

function moveLeft(lines: readonly string[]): string {
  const indents = lines.filter((line) => line.trim() !== '').map((line) => line.length - line.trimStart().length)
  const indent = Math.min(...indents)
  return lines.map((line) => line.slice(Math.min(indent, line.length - line.trimStart().length))).join('\n')
}
