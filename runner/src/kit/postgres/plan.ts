/** One node of a query plan, with what `EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON)` says of it. */
export interface PlanNode {
  readonly 'Node Type': string
  readonly 'Index Name'?: string
  readonly 'Relation Name'?: string
  readonly 'Scan Direction'?: string
  readonly 'Index Cond'?: string
  readonly 'Recheck Cond'?: string
  readonly Filter?: string
  readonly 'Sort Key'?: readonly string[]
  readonly 'Rows Removed by Filter'?: number
  readonly 'Rows Removed by Index Recheck'?: number
  readonly 'Heap Fetches'?: number
  /** What the planner expected, in each loop. */
  readonly 'Plan Rows'?: number
  /** On average in each loop. */
  readonly 'Actual Rows'?: number
  readonly 'Actual Loops'?: number
  readonly 'Shared Hit Blocks'?: number
  readonly 'Shared Read Blocks'?: number
  readonly Plans?: readonly PlanNode[]
}

/** How Postgres carried out one statement. */
export interface Plan {
  readonly root: PlanNode
  /** Every node, the root first. */
  readonly nodes: readonly PlanNode[]
  /** Pages touched, in the cache or not, each time it is touched. A page has 8 kB. */
  readonly buffers: number
  readonly rowsReturned: number
  /** Rows that scans met in tables, in all loops: those they passed on, and those that a condition removed there. */
  readonly rowsRead: number
}

export function readPlan(root: PlanNode): Plan {
  const nodes = flatten(root)
  const scans = nodes.filter((node) => node['Relation Name'] !== undefined && /Scan$/.test(node['Node Type']))
  return {
    root,
    nodes,
    buffers: countBuffers(root),
    rowsReturned: countRows(root, 'Actual Rows'),
    rowsRead: scans.reduce((sum, scan) => sum + countRows(scan, 'Actual Rows') + countRemoved(scan), 0),
  }
}

/** Pages that a node and those below it touched. */
export function countBuffers(node: PlanNode): number {
  return (node['Shared Hit Blocks'] ?? 0) + (node['Shared Read Blocks'] ?? 0)
}

/** Rows in all loops; an average over loops has fractions. */
export function countRows(node: PlanNode, field: 'Actual Rows' | 'Plan Rows'): number {
  return Math.round((node[field] ?? 0) * (node['Actual Loops'] ?? 1))
}

/** Rows that were read and removed by a condition, in all loops. */
export function countRemoved(node: PlanNode): number {
  const perLoop = (node['Rows Removed by Filter'] ?? 0) + (node['Rows Removed by Index Recheck'] ?? 0)
  return Math.round(perLoop * (node['Actual Loops'] ?? 1))
}

function flatten(node: PlanNode): PlanNode[] {
  return [node, ...(node.Plans ?? []).flatMap(flatten)]
}
