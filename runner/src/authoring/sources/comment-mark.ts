const marks: Readonly<Record<string, string>> = { sql: '--', lua: '--', conf: '#', sh: '#' }

/** What begins a comment in a file of this name. */
export function commentMark(path: string): string {
  return marks[path.slice(path.lastIndexOf('.') + 1)] ?? '//'
}
