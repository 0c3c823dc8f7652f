// fails: The worker keeps up with the warehouse
// hint: Who else sends that statement?
import type { Playbook } from 'loadbearing/drill'

// The pages are quick again, and whoever looked at them goes back to bed. The worker still reads the whole table; and
// nothing refreshes the view, so the first order of the morning is not in it.
const playbook: Playbook = async ({ sql, edit }) => {
  await sql(`CREATE MATERIALIZED VIEW orders_of_address AS
    SELECT regexp_replace(lower(email), '\\+[^@]*@', '@') AS address, id, total_cents, placed_at FROM orders`)
  await sql('CREATE INDEX orders_of_address_newest ON orders_of_address (address, placed_at DESC)')
  await edit('shop.ts', (text) =>
    text
      .replace("import { findOrders } from './find-orders.ts'\n", '')
      .replace('await findOrders(pool, address)', 'await ordersOfAddress(address)')
      .replace(
        '/** GET /health',
        `async function ordersOfAddress(address: string) {
  const { rows } = await pool.query(
    'SELECT id, total_cents, placed_at FROM orders_of_address WHERE address = $1 ORDER BY placed_at DESC LIMIT 20',
    [address],
  )
  return rows
}

/** GET /health`,
      ),
  )
}

export default playbook
