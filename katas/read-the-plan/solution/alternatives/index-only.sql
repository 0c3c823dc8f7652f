-- A column type that compares without case, and an index from which the page is answered without the table.

-- name: migration
CREATE EXTENSION citext;
ALTER TABLE customers ALTER COLUMN email TYPE citext;
CREATE INDEX customers_email ON customers USING hash (email);
CREATE INDEX orders_shop_placed_at ON orders (shop_id, placed_at DESC, id DESC)
  INCLUDE (customer_id, total_cents)
  WHERE placed_at IS NOT NULL;

-- name: find_customer
SELECT id, email, name
FROM customers
WHERE email = $1
ORDER BY id;

-- name: orders_of_day
SELECT id, placed_at, customer_id, total_cents
FROM orders
WHERE shop_id = $1
  AND placed_at >= timezone('Europe/Berlin', $2::date::timestamp)
  AND placed_at < timezone('Europe/Berlin', $2::date + interval '1 day')
ORDER BY placed_at DESC, id DESC
LIMIT 50;
