import { describe, expect, test } from 'vitest'
import { type PlanNode, readPlan } from './plan.ts'
import { planTable } from './plan-table.ts'

const scan: PlanNode = {
  'Node Type': 'Index Scan',
  'Scan Direction': 'Backward',
  'Index Name': 'by_shop',
  'Relation Name': 'orders',
  'Index Cond': '(shop_id = 7)',
  Filter: "((placed_at)::date = '2026-10-25'::date)",
  'Plan Rows': 4,
  'Actual Rows': 1.5,
  'Actual Loops': 4,
  'Rows Removed by Filter': 2.25,
  'Rows Removed by Index Recheck': 1,
  'Shared Hit Blocks': 20,
  'Shared Read Blocks': 3,
}
const sort: PlanNode = {
  'Node Type': 'Sort',
  'Sort Key': ['placed_at DESC', 'id DESC'],
  'Plan Rows': 16,
  'Actual Rows': 6,
  'Actual Loops': 1,
  'Shared Hit Blocks': 22,
  'Shared Read Blocks': 3,
  Plans: [scan],
}
const bitmap: PlanNode = {
  'Node Type': 'Bitmap Heap Scan',
  'Relation Name': 'orders',
  'Actual Rows': 5,
  'Actual Loops': 1,
  Plans: [{ 'Node Type': 'Bitmap Index Scan', 'Index Name': 'by_shop', 'Actual Rows': 500, 'Actual Loops': 1 }],
}

describe('readPlan', () => {
  test('multiplies by the loops, and adds what conditions removed to what was read', () => {
    const { nodes, buffers, rowsReturned, rowsRead } = readPlan(sort)
    expect(nodes.map((node) => node['Node Type'])).toEqual(['Sort', 'Index Scan'])
    expect({ buffers, rowsReturned, rowsRead }).toEqual({ buffers: 25, rowsReturned: 6, rowsRead: 19 })
  })

  test('counts rows of tables, and not the entries of an index that lead to them', () => {
    expect(readPlan(bitmap).rowsRead).toBe(5)
  })
})

describe('planTable', () => {
  test('has a line for each node, and one below for each of its conditions', () => {
    const { columns, rows } = planTable(readPlan(sort))
    expect(columns).toEqual(['expected', 'rows', 'removed', 'pages', 'node'])
    expect(rows).toEqual([
      [16, 6, 0, 25, 'Sort'],
      ['', '', '', '', '    Sort Key: placed_at DESC, id DESC'],
      [16, 6, 13, 23, '  Index Scan Backward using by_shop on orders, 4 loops'],
      ['', '', '', '', '      Index Cond: (shop_id = 7)'],
      ['', '', '', '', "      Filter: ((placed_at)::date = '2026-10-25')"],
    ])
  })
})
