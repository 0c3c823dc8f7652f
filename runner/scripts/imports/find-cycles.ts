import type { Import } from './find-imports.ts'

function graphOf(imports: readonly Import[]): Map<string, Set<string>> {
  const graph = new Map<string, Set<string>>()
  for (const { from, to } of imports) graph.set(from, (graph.get(from) ?? new Set()).add(to))
  return graph
}

/** Import cycles, each as the files in the order in which they import each other. A file that imports itself counts. */
export function findCycles(imports: readonly Import[]): string[][] {
  const graph = graphOf(imports)
  const done = new Set<string>()
  const cycles: string[][] = []
  function visit(file: string, path: readonly string[]): void {
    const at = path.indexOf(file)
    if (at >= 0) cycles.push(path.slice(at))
    if (at >= 0 || done.has(file)) return
    for (const next of graph.get(file) ?? []) visit(next, [...path, file])
    done.add(file)
  }
  for (const file of graph.keys()) visit(file, [])
  return cycles
}
