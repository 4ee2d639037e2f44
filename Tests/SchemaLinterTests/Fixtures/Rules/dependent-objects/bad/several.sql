CREATE TYPE state AS ENUM ('open');
CREATE TABLE orders (id int PRIMARY KEY, state state);
CREATE VIEW open AS SELECT id FROM orders;
DROP TABLE orders;
DROP TYPE state;
ALTER TABLE orders DROP COLUMN id;
