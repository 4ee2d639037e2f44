CREATE TABLE item (id bigint PRIMARY KEY, amount numeric);
