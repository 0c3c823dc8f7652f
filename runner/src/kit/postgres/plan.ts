/** One node of a query plan, with what `EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON)` says of it. */
export interface PlanNode {
  readonly 'Node Type': string
  readonly 'Index Name'?: string
  readonly 'Relation Name'?: string
  readonly 'Index Cond'?: string
  readonly Filter?: string
  readonly 'Rows Removed by Filter'?: number
  readonly 'Heap Fetches'?: number
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
  /** Pages touched, in the cache or not. A page has 8 kB. */
  readonly buffers: number
}

export function readPlan(root: PlanNode): Plan {
  const nodes = flatten(root)
  return { root, nodes, buffers: (root['Shared Hit Blocks'] ?? 0) + (root['Shared Read Blocks'] ?? 0) }
}

function flatten(node: PlanNode): PlanNode[] {
  return [node, ...(node.Plans ?? []).flatMap(flatten)]
}
