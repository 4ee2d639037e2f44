CREATE TABLE item (id int CONSTRAINT item_pkey PRIMARY KEY, price int NOT NULL DEFAULT 1);
CREATE INDEX item_price ON item (price);
