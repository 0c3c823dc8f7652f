import { countBuffers, countRemoved, countRows, type Plan, type PlanNode } from './plan.ts'

/** A plan as a table that fits a terminal: numbers first, then the tree with the conditions below their nodes. */
interface PlanTable {
  readonly columns: readonly string[]
  readonly rows: readonly (readonly (string | number)[])[]
}

const columns = ['expected', 'rows', 'removed', 'pages', 'node']

/** Rows and removed rows are those of all loops; pages include those of the nodes below. */
export function planTable({ root }: Plan): PlanTable {
  return { columns, rows: describe(root, '') }
}

function describe(node: PlanNode, indent: string): (string | number)[][] {
  const numbers = [countRows(node, 'Plan Rows'), countRows(node, 'Actual Rows'), countRemoved(node), countBuffers(node)]
  return [
    [...numbers, indent + titleOf(node)],
    ...conditionsOf(node).map((condition) => ['', '', '', '', `${indent}    ${condition}`]),
    ...(node.Plans ?? []).flatMap((child) => describe(child, `${indent}  `)),
  ]
}

function titleOf(node: PlanNode): string {
  const backward = node['Scan Direction'] === 'Backward' ? ' Backward' : ''
  const index = node['Index Name'] === undefined ? '' : ` using ${node['Index Name']}`
  const table = node['Relation Name'] === undefined ? '' : ` on ${node['Relation Name']}`
  return `${node['Node Type']}${backward}${index}${table}${describeLoops(node['Actual Loops'] ?? 1)}`
}

function describeLoops(loops: number): string {
  if (loops === 1) return ''
  return loops === 0 ? ', never executed' : `, ${loops} loops`
}

function conditionsOf(node: PlanNode): string[] {
  const { 'Index Cond': indexCond, Filter: filter, 'Sort Key': sortKey } = node
  return [
    ...(indexCond === undefined ? [] : [`Index Cond: ${shorten(indexCond)}`]),
    ...(filter === undefined ? [] : [`Filter: ${shorten(filter)}`]),
    ...(sortKey === undefined ? [] : [`Sort Key: ${sortKey.join(', ')}`]),
  ]
}

/** Without the types of constants, which fill lines and tell little; a cast of a column tells much and stays. */
function shorten(condition: string): string {
  return condition.replaceAll(/('(?:[^']|'')*')::[a-z ]+/g, '$1')
}
