// fails: The worker keeps up with the warehouse
// hint: Who else sends that statement?
import type { Playbook } from 'loadbearing/drill'

// The pages are quick again, and whoever looked at them goes back to bed.
const playbook: Playbook = async ({ edit }) => {
  await edit('shop.ts', (text) =>
    text
      .replace("import { findOrders } from './find-orders.ts'\n", '')
      .replace('await findOrders(pool, address)', 'await ordersOfCustomer(address)')
      .replace(
        '/** GET /health',
        `async function ordersOfCustomer(address: string) {
  const { rows } = await pool.query(
    \`SELECT o.id, o.total_cents, o.placed_at FROM customers c JOIN orders o ON o.customer_id = c.id
      WHERE c.address = $1 ORDER BY o.placed_at DESC LIMIT 20\`,
    [address],
  )
  return rows
}

/** GET /health`,
      ),
  )
}

export default playbook
