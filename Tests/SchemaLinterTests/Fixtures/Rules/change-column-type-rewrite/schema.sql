CREATE TABLE orders (
    id int PRIMARY KEY, code varchar(10), note text, total numeric(10,2), at timestamptz, flags int[]);
CREATE DOMAIN label AS text;
CREATE DOMAIN short AS text CHECK (length(VALUE) < 10);
