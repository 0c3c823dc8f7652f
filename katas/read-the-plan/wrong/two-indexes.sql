-- fails: A query throws away no more rows than it returns
-- hint: Which line of the plan throws rows away?
--
-- One index a column, for Postgres to combine. Neither of them has the orders of one shop in the order of time.

-- name: migration
CREATE INDEX customers_lower_email ON customers (lower(email));
CREATE INDEX orders_shop ON orders (shop_id);
CREATE INDEX orders_placed_at ON orders (placed_at);

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
