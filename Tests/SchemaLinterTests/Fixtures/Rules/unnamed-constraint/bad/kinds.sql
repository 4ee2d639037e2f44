CREATE TABLE item (id int PRIMARY KEY, price int CHECK (price > 0), UNIQUE (price));
CREATE INDEX ON item (price);
