CREATE TABLE orders (id int PRIMARY KEY);
CREATE INDEX orders_index_that_has_a_name_that_is_longer_than_what_postgres_takes ON orders (id);
ALTER TABLE orders ADD COLUMN "Größe des größten Gegenstands, größer als größere Größen überhaupt" int;
