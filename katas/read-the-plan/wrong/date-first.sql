-- fails: The same answer takes as many pages when the tables are ten times as large
-- hint: What does Postgres walk past in the index?
--
-- Both columns in one index, the more selective one first, as the old rule has it. Then all shops lie between the
-- ends of a day.

-- name: migration
CREATE INDEX customers_lower_email ON customers (lower(email));
CREATE INDEX orders_placed_at_shop ON orders (placed_at, shop_id);

-- name: find_customer
SELECT id, email, name
FROM customers
WHERE lower(email) = lower($1)
ORDER BY id;

-- name: orders_of_day
SELECT id, placed_at, customer_id, total_cents
FROM orders
WHERE shop_id = $1
  AND placed_at >= $2::date::timestamp AT TIME ZONE 'Europe/Berlin'
  AND placed_at < ($2::date + 1)::timestamp AT TIME ZONE 'Europe/Berlin'
ORDER BY placed_at DESC, id DESC
LIMIT 50;
