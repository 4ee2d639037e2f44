CREATE TABLE customer (id int PRIMARY KEY, code int, region int, UNIQUE (code, region));
CREATE UNIQUE INDEX ON customer (region);
CREATE TABLE one (region int REFERENCES customer (region));
CREATE TABLE two (a int, b int, FOREIGN KEY (a, b) REFERENCES customer (region, code));
