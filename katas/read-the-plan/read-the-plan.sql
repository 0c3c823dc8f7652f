-- The order desk of a marketplace. Each block begins with its name.
--
-- customers (id integer primary key, email text, name text, address text)
-- orders (id bigint primary key, shop_id integer, customer_id integer, placed_at timestamptz, total_cents integer,
--         note text)
--
-- `email` is null for guests. `placed_at` is null as long as an order is a cart.

-- name: migration
-- Runs once, statement by statement, when the tables are there and full.
CREATE INDEX customers_email ON customers (email);
CREATE INDEX orders_shop ON orders (shop_id);
CREATE INDEX orders_placed_at ON orders (placed_at);

-- name: find_customer
-- $1: an e-mail address, in whatever case somebody typed it.
SELECT id, email, name
FROM customers
WHERE lower(email) = lower($1)
ORDER BY id;

-- name: orders_of_day
-- $1: a shop. $2: a day, as people in Berlin count it. The newest 50 orders of that day.
SELECT id, placed_at, customer_id, total_cents
FROM orders
WHERE shop_id = $1 AND (placed_at AT TIME ZONE 'Europe/Berlin')::date = $2
ORDER BY placed_at DESC, id DESC
LIMIT 50;
