-- The queries stay as they are, and each index holds what its query computes.

-- name: migration
CREATE INDEX customers_lower_email ON customers (lower(email));
CREATE INDEX orders_shop_day ON orders (
  shop_id,
  ((placed_at AT TIME ZONE 'Europe/Berlin')::date),
  placed_at DESC,
  id DESC
);

-- name: find_customer
SELECT id, email, name
FROM customers
WHERE lower(email) = lower($1)
ORDER BY id;

-- name: orders_of_day
SELECT id, placed_at, customer_id, total_cents
FROM orders
WHERE shop_id = $1 AND (placed_at AT TIME ZONE 'Europe/Berlin')::date = $2
ORDER BY placed_at DESC, id DESC
LIMIT 50;
