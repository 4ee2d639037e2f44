CREATE TABLE orders (id bigserial PRIMARY KEY, code bigint GENERATED ALWAYS AS IDENTITY);
CREATE SEQUENCE shared;
CREATE TABLE item (id bigint PRIMARY KEY DEFAULT nextval('shared'));
CREATE TABLE line (id bigint PRIMARY KEY DEFAULT nextval('shared'));
CREATE SEQUENCE unused;
