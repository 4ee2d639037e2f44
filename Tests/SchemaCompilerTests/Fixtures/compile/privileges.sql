-- Owners, privileges and names whose order means something.

CREATE SCHEMA yard;
CREATE TABLE yard.tools (id integer PRIMARY KEY, name text);
CREATE VIEW yard.named_tools AS SELECT id, name FROM yard.tools WHERE name <> '';
CREATE VIEW yard.first_tools AS SELECT id FROM yard.named_tools WHERE id < 10;

-- The view is read before pg_monitor owns it, and before that role may read the table.
CREATE MATERIALIZED VIEW yard.tool_count AS SELECT count(*) FROM yard.first_tools;
ALTER VIEW yard.named_tools OWNER TO pg_monitor;
GRANT SELECT ON yard.tools TO pg_monitor;
REVOKE SELECT ON yard.tools FROM pg_monitor;
GRANT SELECT ON yard.named_tools TO pg_read_all_stats;

-- Only what is there.
GRANT SELECT ON ALL TABLES IN SCHEMA yard TO pg_read_all_data;
GRANT EXECUTE ON ALL ROUTINES IN SCHEMA yard TO pg_read_all_data;
CREATE TABLE yard.sheds (id integer, tools integer);
CREATE FUNCTION yard.tools_in(shed integer) RETURNS integer LANGUAGE sql AS 'SELECT 1';

-- Only what comes behind.
ALTER DEFAULT PRIVILEGES IN SCHEMA yard GRANT INSERT ON TABLES TO pg_monitor;
CREATE TABLE yard.bins (id integer);

-- The first check takes its name before the second does.
CREATE TABLE yard.stock (amount integer CHECK (amount > 0));
CREATE TABLE yard.old_stock (amount integer CONSTRAINT stock_amount_check CHECK (amount > 0));
ALTER TABLE yard.old_stock INHERIT yard.stock;

-- A copy of what was there.
ALTER TABLE yard.stock ADD CONSTRAINT not_too_much CHECK (amount < 100) NO INHERIT;
CREATE TABLE yard.new_stock (LIKE yard.stock INCLUDING CONSTRAINTS);
ALTER TABLE yard.stock ADD CONSTRAINT not_seven CHECK (amount <> 7) NO INHERIT;

-- A column and its table get other names, one after the other.
CREATE TABLE yard.carts (weels integer);
ALTER TABLE yard.carts RENAME COLUMN weels TO wheels;
ALTER TABLE yard.carts RENAME TO wagons;

DO $$
BEGIN
    RAISE NOTICE 'one more table';
    CREATE TABLE yard.ropes (id integer);
END
$$;
