ALTER TABLE orders ALTER COLUMN id TYPE bigint;
ALTER TABLE orders ALTER code TYPE varchar(5), ALTER note TYPE varchar(20);
ALTER TABLE orders ALTER COLUMN total TYPE numeric(12,4);
ALTER TABLE orders ALTER COLUMN at TYPE timestamp;
ALTER TABLE orders ALTER COLUMN note TYPE short;
ALTER TABLE orders ALTER COLUMN code TYPE varchar(30) USING upper(code);
ALTER TABLE not_seen ALTER COLUMN id TYPE bigint;
