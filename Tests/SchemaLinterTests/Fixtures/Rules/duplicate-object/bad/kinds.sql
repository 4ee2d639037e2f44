CREATE TABLE item (id int PRIMARY KEY, name text);
CREATE INDEX item_name ON item (name);
CREATE INDEX item_name ON item (id, name);
CREATE SEQUENCE item;
CREATE TYPE item AS ENUM ('a');
CREATE FUNCTION f(int) RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION f(integer) RETURNS text LANGUAGE sql AS 'SELECT ''a''';
ALTER TABLE item ADD CONSTRAINT long CHECK (name <> ''), ADD CONSTRAINT long CHECK (id > 0);
CREATE SCHEMA public;
