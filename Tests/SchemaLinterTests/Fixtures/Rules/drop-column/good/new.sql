CREATE TABLE stock (id int PRIMARY KEY, amount int, reserved int);
ALTER TABLE stock DROP COLUMN reserved;
CREATE TEMPORARY TABLE scratch (a int, b int);
INSERT INTO scratch VALUES (1, 2);
ALTER TABLE scratch DROP COLUMN b;
ALTER TABLE shop.item DROP CONSTRAINT item_pkey;
