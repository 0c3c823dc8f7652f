-- fails: Each query returns the rows that it returned before
-- hint: How long is a day?
--
-- The end of the day is its beginning and 24 hours. On the day of the sale the newest orders of the last hour are
-- gone.

-- name: migration
CREATE INDEX customers_lower_email ON customers (lower(email));
CREATE INDEX orders_shop_placed_at ON orders (shop_id, placed_at, id);

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
  AND placed_at < $2::date::timestamp AT TIME ZONE 'Europe/Berlin' + interval '24 hours'
ORDER BY placed_at DESC, id DESC
LIMIT 50;
