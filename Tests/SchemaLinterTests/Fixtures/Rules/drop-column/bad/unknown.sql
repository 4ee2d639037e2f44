-- No source shows this table: it may have rows.
ALTER TABLE stock DROP COLUMN amount;
CREATE TABLE filled (a int, b int);
INSERT INTO filled VALUES (1, 2);
ALTER TABLE filled DROP COLUMN b;
