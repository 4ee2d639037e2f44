-- A small schema with one of each kind that a script compares with what exists. It loads on PostgreSQL 14 and later.

CREATE SCHEMA shop;
CREATE EXTENSION hstore WITH SCHEMA shop;

CREATE TYPE shop.mood AS ENUM ('sad', 'fine', 'happy');
CREATE TYPE shop.address AS (street text, number integer);
CREATE TYPE shop.spans AS RANGE (SUBTYPE = date);
CREATE DOMAIN shop.amount AS numeric(10, 2) DEFAULT 0 CONSTRAINT not_negative CHECK (VALUE >= 0);
CREATE DOMAIN shop.unused AS text;
CREATE SEQUENCE shop.invoice_numbers INCREMENT BY 5 MAXVALUE 100000;

CREATE FUNCTION shop.total(customer integer) RETURNS numeric LANGUAGE sql STABLE AS 'SELECT 1.5';
CREATE FUNCTION shop.keep() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';

CREATE TABLE shop.customers (
    id integer GENERATED ALWAYS AS IDENTITY (INCREMENT BY 2) PRIMARY KEY,
    name varchar(60) NOT NULL,
    email text COLLATE "C" UNIQUE,
    points integer DEFAULT 10,
    label text GENERATED ALWAYS AS (upper(name)) STORED,
    mood shop.mood DEFAULT 'fine',
    balance shop.amount,
    note text,
    visits integer,
    CONSTRAINT few_points CHECK (points < 1000)
);
CREATE TABLE shop.orders (
    number serial PRIMARY KEY,
    customer integer CONSTRAINT of_customer REFERENCES shop.customers ON DELETE CASCADE,
    placed date DEFAULT CURRENT_DATE,
    term daterange,
    code text,
    CONSTRAINT one_code UNIQUE (code) DEFERRABLE,
    CONSTRAINT no_overlap EXCLUDE USING gist (term WITH &&)
);
CREATE UNLOGGED TABLE shop.cache (key text, value shop.hstore);
CREATE TABLE shop.archive (reason text) INHERITS (shop.cache);
CREATE TABLE shop.events (at date NOT NULL, kind text DEFAULT 'none') PARTITION BY RANGE (at);
CREATE TABLE shop.events_2024 PARTITION OF shop.events FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE TABLE shop.regions (name text) PARTITION BY LIST (name);

CREATE INDEX customers_by_name ON shop.customers (lower(name), points DESC) INCLUDE (note) WHERE points > 5;
CREATE UNIQUE INDEX customers_by_label ON shop.customers USING btree (label);
CREATE INDEX orders_by_term ON shop.orders USING gist (term);
CREATE INDEX events_by_kind ON shop.events (kind);
CREATE STATISTICS shop.customer_statistics (dependencies) ON name, points FROM shop.customers;

CREATE VIEW shop.rich WITH (security_barrier) AS SELECT id, name FROM shop.customers WHERE points > 100;
CREATE MATERIALIZED VIEW shop.counts AS SELECT customer, count(*) AS orders FROM shop.orders GROUP BY customer;
CREATE UNIQUE INDEX counts_by_customer ON shop.counts (customer);

CREATE TRIGGER keep_customers BEFORE UPDATE OF name ON shop.customers FOR EACH ROW WHEN (NEW.points > 0) EXECUTE FUNCTION shop.keep();
CREATE CONSTRAINT TRIGGER late_check AFTER INSERT ON shop.orders DEFERRABLE FOR EACH ROW EXECUTE FUNCTION shop.keep();
CREATE RULE no_deletes AS ON DELETE TO shop.orders WHERE OLD.number > 10 DO INSTEAD NOTHING;
ALTER TABLE shop.customers ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_rows ON shop.customers FOR SELECT TO pg_monitor USING (name = CURRENT_USER);
