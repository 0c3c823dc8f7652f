-- What the queries compute becomes a column, which Postgres keeps up to date and gathers statistics for.

-- name: migration
ALTER TABLE customers ADD COLUMN email_key text GENERATED ALWAYS AS (lower(email)) STORED;
ALTER TABLE orders ADD COLUMN day date GENERATED ALWAYS AS ((placed_at AT TIME ZONE 'Europe/Berlin')::date) STORED;
CREATE INDEX customers_email_key ON customers (email_key);
CREATE INDEX orders_shop_day ON orders (shop_id, day, placed_at, id);

-- name: find_customer
SELECT id, email, name
FROM customers
WHERE email_key = lower($1)
ORDER BY id;

-- name: orders_of_day
SELECT id, placed_at, customer_id, total_cents
FROM orders
WHERE shop_id = $1 AND day = $2
ORDER BY placed_at DESC, id DESC
LIMIT 50;
