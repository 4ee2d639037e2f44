ALTER TABLE orders ADD COLUMN note text NOT NULL DEFAULT '', ADD number serial NOT NULL, ADD remark label NOT NULL;
CREATE TABLE item (id int PRIMARY KEY);
ALTER TABLE item ADD COLUMN name text NOT NULL;
