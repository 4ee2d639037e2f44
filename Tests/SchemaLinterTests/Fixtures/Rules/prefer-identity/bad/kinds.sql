CREATE TABLE orders (id bigserial PRIMARY KEY);
CREATE SEQUENCE numbers;
CREATE TABLE item (id bigint PRIMARY KEY DEFAULT nextval('numbers'));
