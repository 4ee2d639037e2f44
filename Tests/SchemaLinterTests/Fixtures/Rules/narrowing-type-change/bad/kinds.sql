ALTER TABLE orders ALTER COLUMN size TYPE smallint;
ALTER TABLE orders ALTER code TYPE varchar(5), ALTER note TYPE varchar(20);
ALTER TABLE orders ALTER COLUMN total TYPE numeric(8,2);
