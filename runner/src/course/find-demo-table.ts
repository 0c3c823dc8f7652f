/** What a demo measured, as it was recorded in a lesson. */
export interface DemoTable {
  readonly columns: readonly string[]
  /** As many cells as there are columns, each. */
  readonly rows: readonly (readonly string[])[]
}

/**
 * Reads the output of `kata demo` as recorded in a lesson: cells are set apart by two spaces or more, and the first line
 * has the names of the columns. Nothing where lines have different numbers of cells, because then it is no such table.
 */
export function findDemoTable(output: string): DemoTable | undefined {
  const lines = output.split('\n').filter((line) => line.trim() !== '')
  const [columns, ...rows] = lines.map((line) => line.trim().split(/ {2,}/))
  if (columns === undefined || columns.length < 2 || rows.length === 0) return undefined
  return rows.every((row) => row.length === columns.length) ? { columns, rows } : undefined
}
