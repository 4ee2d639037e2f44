-- What is added to objects one by one: members, mappings, options.
CREATE SCHEMA shop;
SET search_path = shop;
CREATE OPERATOR FAMILY numbers USING btree;
ALTER OPERATOR FAMILY numbers USING btree ADD
    OPERATOR 1 <(int, bigint), OPERATOR 5 >(int, bigint),
    FUNCTION 1 (int, bigint) btint48cmp(int, bigint);
CREATE OPERATOR FAMILY numbers USING hash;
ALTER OPERATOR FAMILY numbers USING hash ADD FUNCTION 1 hashint4(int);
CREATE TEXT SEARCH DICTIONARY stems (TEMPLATE = simple);
CREATE TEXT SEARCH CONFIGURATION words (PARSER = default);
ALTER TEXT SEARCH CONFIGURATION words ADD MAPPING FOR asciiword, numword WITH stems, simple;
ALTER TEXT SEARCH CONFIGURATION words ALTER MAPPING FOR asciiword WITH stems;
ALTER TEXT SEARCH CONFIGURATION words DROP MAPPING IF EXISTS FOR host;

CREATE FOREIGN DATA WRAPPER post;
ALTER FOREIGN DATA WRAPPER post OPTIONS (ADD debug 'on');
CREATE SERVER branch FOREIGN DATA WRAPPER post OPTIONS (host 'a');
ALTER SERVER branch OPTIONS (ADD port '1', SET host 'b');
CREATE USER MAPPING FOR PUBLIC SERVER branch;
ALTER USER MAPPING FOR PUBLIC SERVER branch OPTIONS (ADD "user" 'u', ADD password 'p');
CREATE FOREIGN TABLE stock (item text, number int) SERVER branch;
ALTER FOREIGN TABLE stock ALTER COLUMN item OPTIONS (path '$schemac$'), OPTIONS (ADD "table" 's', path 'x');

CREATE TABLE orders (id int PRIMARY KEY, at date);
CREATE TABLE lines (id int PRIMARY KEY);
CREATE PUBLICATION news;
ALTER PUBLICATION news ADD TABLE orders (id) WHERE (id > 5), ONLY lines;
CREATE PUBLICATION all_news;
ALTER PUBLICATION all_news ADD TABLES IN SCHEMA public;
ALTER PUBLICATION news SET (publish = 'insert');

CREATE FUNCTION note() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';
CREATE EVENT TRIGGER noted ON ddl_command_end EXECUTE FUNCTION note();
ALTER EVENT TRIGGER noted DISABLE;
CREATE STATISTICS spread ON id, at FROM orders;
ALTER STATISTICS spread SET STATISTICS 50;
CREATE FUNCTION to_wire(internal) RETURNS internal IMMUTABLE LANGUAGE internal AS 'prsd_lextype';
CREATE TRANSFORM FOR point LANGUAGE sql (FROM SQL WITH FUNCTION to_wire(internal));

SELECT lo_create(4711);
SELECT lo_put(4711, 0, 'abc');
