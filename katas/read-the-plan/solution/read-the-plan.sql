-- name: migration
-- What the query computes is what the index holds.
CREATE INDEX customers_lower_email ON customers (lower(email));
-- Equality first, then what is a range and an order at once.
CREATE INDEX orders_shop_placed_at ON orders (shop_id, placed_at, id);

-- name: find_customer
SELECT id, email, name
FROM customers
WHERE lower(email) = lower($1)
ORDER BY id;

-- name: orders_of_day
-- The column stands alone, and the two ends of the day are computed once.
SELECT id, placed_at, customer_id, total_cents
FROM orders
WHERE shop_id = $1
  AND placed_at >= $2::date::timestamp AT TIME ZONE 'Europe/Berlin'
  AND placed_at < ($2::date + 1)::timestamp AT TIME ZONE 'Europe/Berlin'
ORDER BY placed_at DESC, id DESC
LIMIT 50;
