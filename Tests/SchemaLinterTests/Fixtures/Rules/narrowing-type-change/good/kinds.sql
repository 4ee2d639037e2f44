ALTER TABLE orders ALTER COLUMN id TYPE bigint;
ALTER TABLE orders ALTER code TYPE varchar(20);
ALTER TABLE orders ALTER COLUMN total TYPE numeric(14,4);
ALTER TABLE orders ALTER COLUMN note TYPE varchar(20) USING left(note, 20);
