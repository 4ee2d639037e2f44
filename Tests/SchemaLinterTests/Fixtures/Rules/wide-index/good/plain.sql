CREATE TABLE t (id int PRIMARY KEY, a int, b int, c int, d int, UNIQUE (a, b, c, d));
CREATE INDEX ON t (a, b, c) INCLUDE (d);
