CREATE TABLE customer (id int PRIMARY KEY, code int, region int, UNIQUE (code, region));
CREATE UNIQUE INDEX ON customer (region) WHERE code > 0;
CREATE TABLE one (code int REFERENCES customer (code));
CREATE TABLE two (region int REFERENCES customer (region));
CREATE TABLE three (a int, b int, FOREIGN KEY (a, b) REFERENCES customer (id, code));
