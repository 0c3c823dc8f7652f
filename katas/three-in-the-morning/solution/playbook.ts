import type { Playbook } from 'loadbearing/drill'

const playbook: Playbook = async ({ sql }) => {
  await sql("CREATE INDEX CONCURRENTLY orders_address_again ON orders (regexp_replace(lower(email), '\\+[^@]*@', '@'))")
  await sql('ANALYZE orders')
}

export default playbook
