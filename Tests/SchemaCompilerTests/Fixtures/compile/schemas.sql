-- A schema and what it holds, in any order.
CREATE SCHEMA shop
    -- Needs the table below.
    CREATE VIEW cheap AS SELECT id FROM item WHERE price < 10
    CREATE TABLE item (id int PRIMARY KEY, price numeric CHECK (price > 0), kind int REFERENCES kind)
    CREATE TABLE kind (id int PRIMARY KEY)
    CREATE INDEX item_price ON item (price)
    GRANT SELECT ON item TO PUBLIC;
CREATE SCHEMA empty;
CREATE TABLE shop.later (id int);

-- For another owner: as a whole.
CREATE SCHEMA attic AUTHORIZATION pg_monitor
    CREATE TABLE box (id int)
    CREATE VIEW boxes AS SELECT id FROM box;
COMMENT ON VIEW attic.boxes IS 'A view of boxes';
