import { diff } from 'node:util'

/** A line of one text, of the other, or of both. */
export interface DiffLine {
  readonly kind: 'same' | 'removed' | 'added'
  readonly text: string
}

/** What leads from one text to another, line by line; line ends themselves do not count. */
export function compareTexts(from: string, to: string): DiffLine[] {
  const [old, now] = [linesOf(from), linesOf(to)]
  if (old.length === 0 && now.length === 0) return []
  return removedFirst(diff(now, old).map(([operation, text]) => ({ kind: kindOf(operation), text })))
}

/** How many lines came and went. */
export function countChanges(lines: readonly DiffLine[]): { readonly added: number; readonly removed: number } {
  const count = (kind: DiffLine['kind']): number => lines.filter((line) => line.kind === kind).length
  return { added: count('added'), removed: count('removed') }
}

function linesOf(text: string): string[] {
  const lines = text.replaceAll('\r\n', '\n').split('\n')
  return lines.at(-1) === '' ? lines.slice(0, -1) : lines
}

function kindOf(operation: number): DiffLine['kind'] {
  if (operation === 0) return 'same'
  return operation > 0 ? 'added' : 'removed'
}

// As everybody is used to read it: what went stands before what came.
function removedFirst(lines: readonly DiffLine[]): DiffLine[] {
  const ordered: DiffLine[] = []
  let added: DiffLine[] = []
  for (const line of lines) {
    if (line.kind === 'same') ordered.push(...added.splice(0))
    if (line.kind === 'added') added = [...added, line]
    else ordered.push(line)
  }
  return [...ordered, ...added]
}
