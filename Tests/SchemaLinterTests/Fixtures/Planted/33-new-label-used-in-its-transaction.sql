CREATE SCHEMA shop;
CREATE TYPE shop.state AS ENUM ('open', 'paid', 'sent');
CREATE TABLE shop.customer (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    email text NOT NULL UNIQUE
);
CREATE TABLE shop.orders (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    customer_id bigint NOT NULL REFERENCES shop.customer (id),
    state shop.state NOT NULL DEFAULT 'open',
    placed_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX orders_customer_id_idx ON shop.orders (customer_id);
CREATE FUNCTION shop.stamp() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.placed_at := now();
    RETURN NEW;
END;
$$;
CREATE TRIGGER stamp BEFORE UPDATE ON shop.orders FOR EACH ROW EXECUTE FUNCTION shop.stamp();
CREATE VIEW shop.open_orders AS SELECT id, customer_id FROM shop.orders WHERE state = 'open';
BEGIN;
ALTER TYPE shop.state ADD VALUE 'lost';
ALTER TABLE shop.orders ALTER COLUMN state SET DEFAULT 'lost';
COMMIT;
