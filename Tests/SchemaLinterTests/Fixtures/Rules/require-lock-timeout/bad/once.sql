CREATE TABLE line (id int PRIMARY KEY);
ALTER TABLE orders ADD COLUMN note text;
ALTER TABLE item ADD COLUMN note text;
