import type { Playbook } from 'loadbearing/drill'

// The expression becomes a column, which everybody can read and index. Adding it rewrites the table under a lock.
const playbook: Playbook = async ({ sql, edit }) => {
  await sql(
    "ALTER TABLE orders ADD COLUMN address text GENERATED ALWAYS AS (regexp_replace(lower(email), '\\+[^@]*@', '@')) STORED",
  )
  await sql('CREATE INDEX CONCURRENTLY orders_address_placed ON orders (address, placed_at DESC)')
  await edit('find-orders.ts', (text) =>
    text.replace("regexp_replace(lower(email), '\\\\+[^@]*@', '@') = $1", 'address = $1'),
  )
}

export default playbook
